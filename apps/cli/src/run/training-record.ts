import { join } from "node:path";
import { isLeakyLabel } from "@undertone/corpus";
import { type Epoch, epochsOf, type Recipe, type ScalarEvent, type StepProgress } from "@undertone/trainer";
import { appendNow, writeAtomic } from "../files/atomic-write.ts";
import { createEventWriter } from "../files/event-writer.ts";
import { percent } from "../terminal/format.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { underLabel } from "./protocol.ts";

/** What a training tells of itself as it goes: to the terminal, to history.jsonl and to an event file for TensorBoard. */
export interface TrainingRecord {
  onStep(progress: StepProgress): void;
  onEpoch(epoch: Epoch): void;
  /** Takes the progress away; also after an error. */
  end(): void;
}

/** The training that is recorded. */
export interface RecordedTraining {
  /** for progress: "fold 1 of 5" */
  title: string;
  /** gets history.jsonl and events.out.tfevents.* */
  folder: string;
  recipe: Recipe;
  /** whom the validation side's numbers hold for */
  protocol: string;
  /** utterances on the training side */
  nTrain: number;
  /** epochs done in earlier sessions */
  before: readonly Epoch[];
}

/**
 * Records a training from `before` on. history.jsonl has no time in it: a run that was stopped and resumed has the same one.
 * Times and speed are in the event files, one a session, whose step is that of the whole training.
 */
export async function openTrainingRecord(
  { title, folder, recipe, protocol, nTrain, before }: RecordedTraining,
  terminal: Terminal,
): Promise<TrainingRecord> {
  const history = join(folder, "history.jsonl");
  await writeAtomic(history, before.map((epoch) => historyLine(epoch, protocol)).join(""));
  const eventFile = createEventWriter(folder);
  const epochs = epochsOf(recipe, nTrain);
  const phase = terminal.phase({
    title,
    total: epochs * nTrain,
    done: before.length * nTrain,
    unit: "utterances",
    lines: "reached",
  });
  let last = before.at(-1);
  let events: ScalarEvent[] = [];
  let epochStart = performance.now();
  return {
    onStep({ epoch, step, nUtterances, loss }) {
      events.push({ wallTime: Date.now() / 1000, step, scalars: marked({ "loss/step": loss }, protocol) });
      phase.advance(nUtterances, notes(epoch, epochs, loss, last));
    },
    onEpoch(epoch) {
      const now = performance.now();
      appendNow(history, historyLine(epoch, protocol));
      const perSecond = (1000 * nTrain) / (now - epochStart);
      const scalars = marked({ ...epochScalars(epoch), utterances_per_second: perSecond }, protocol);
      eventFile.write([...events, { ...events.at(-1)!, scalars }]);
      phase.reached(epochText(epoch, epochs));
      last = epoch;
      events = [];
      epochStart = now;
    },
    end: phase.end,
  };
}

const historyLine = (epoch: Epoch, protocolLabel: string) =>
  `${JSON.stringify(underLabel({ ...epoch, protocolLabel }))}\n`;

/** Of the step just done, and of the last whole epoch; the most important first. */
function notes(epoch: number, epochs: number, loss: number, last: Epoch | undefined): string[] {
  return [
    `loss ${loss.toFixed(3)}`,
    ...(last?.validation ? [`UAR ${percent(last.validation.uar)}`] : []),
    ...(last ? [`lr ${last.learningRate.toExponential(1)}`] : []),
    `epoch ${epoch}/${epochs}`,
  ];
}

function epochText({ epoch, trainingLoss, learningRate, validation }: Epoch, epochs: number): string {
  const unseen = validation ? `, validation UAR ${percent(validation.uar)}` : "";
  return `epoch ${epoch} of ${epochs}, loss ${trainingLoss.toFixed(3)}${unseen}, learning rate ${learningRate.toExponential(1)}`;
}

function epochScalars({ epoch, learningRate, trainingLoss, validation }: Epoch): Record<string, number> {
  return {
    "loss/train": trainingLoss,
    ...(validation && {
      "loss/validation": validation.loss,
      "uar/validation": validation.uar,
      "accuracy/validation": validation.accuracy,
    }),
    learning_rate: learningRate,
    epoch,
  };
}

/** TensorBoard's tags; under a leaky label behind "leaky/". */
function marked(scalars: Record<string, number>, protocolLabel: string): Record<string, number> {
  if (!isLeakyLabel(protocolLabel)) return scalars;
  return Object.fromEntries(Object.entries(scalars).map(([tag, value]) => [`leaky/${tag}`, value]));
}
