import type { Epoch } from "@undertone/trainer";
import { useEffect, useMemo, useState } from "preact/hooks";
import { createStore, type Store, useStore } from "../../shell/store.ts";
import { forgetTraining, keptTraining } from "../../training/kept/kept-training.ts";
import type { TrainingOrder } from "../../training/kept/order.ts";
import type {
  CorpusSource,
  CorpusTable,
  DivisionTable,
  TrainingChoice,
  TrainingProgress,
  TrainingReport,
  TrainingServices,
} from "../../training/services.ts";
import { firstChoice } from "../../training/settings.ts";
import { connect } from "../../workers/rpc.ts";
import { createStopwatch } from "./stopwatch.ts";

/** What is under way in the training worker. */
export type Activity =
  | { kind: "idle" }
  | { kind: "opening"; done: number; total: number }
  | {
      kind: "training";
      epoch: number;
      step: number;
      nSteps: number;
      /** of all that is left of the run; null: not known yet */
      secondsLeft: number | null;
      paused: boolean;
    }
  | { kind: "testing" };

/** The training that is under way, or was. */
export interface RunState {
  choice: TrainingChoice;
  division: DivisionTable;
  /** the model that is trained now; null before the first */
  fold: Extract<TrainingProgress, { kind: "fold" }> | null;
  history: readonly Epoch[];
  notices: readonly string[];
  report: TrainingReport | null;
}

/** All that the view shows. */
export interface TrainingState {
  activity: Activity;
  corpus: CorpusTable | null;
  choice: TrainingChoice | null;
  /** how the choice divides the corpus, or why it cannot; null at first */
  division: DivisionTable | { error: string } | null;
  /** whether the division of the last choice is still found out */
  dividing: boolean;
  run: RunState | null;
  /** what was left undone and can be gone on with */
  kept: TrainingOrder | null;
  /** what went wrong, and at what */
  error: { title: string; message: string } | null;
}

/** The training worker, as a view uses it. */
export interface Training {
  state: Store<TrainingState>;
  open(source: CorpusSource): Promise<void>;
  choose(choice: TrainingChoice): Promise<void>;
  train(): Promise<void>;
  /** Goes on with what is kept, on the recordings it began with. */
  goOn(source: CorpusSource): Promise<void>;
  forget(): Promise<void>;
  pause(paused: boolean): void;
  stop(): void;
  /** The last report as a file. @param command  what repeats it */
  reportHtml(command: string): Promise<string>;
  end(): void;
}

const IDLE: Activity = { kind: "idle" };
const NOTHING: TrainingState = {
  ...{
    activity: IDLE,
    corpus: null,
    choice: null,
    division: null,
    dividing: false,
    run: null,
    kept: null,
    error: null,
  },
};

export function createTraining(): Training {
  const connection = connect<TrainingServices>(
    () =>
      new Worker(new URL("../../training/training.worker.ts", import.meta.url), { type: "module", name: "training" }),
  );
  const state = createStore(NOTHING);
  const stopwatch = createStopwatch();
  const update = (change: Partial<TrainingState>) => state.set({ ...state.get(), ...change });
  const updateRun = (change: Partial<RunState>) => {
    const { run } = state.get();
    if (run) update({ run: { ...run, ...change } });
  };
  const look = async () => update({ kept: await keptTraining() });
  const failed = (title: string) => (error: unknown) => {
    const stopped = error instanceof Error && error.name === "AbortError";
    const message = error instanceof Error ? error.message : String(error);
    update({ activity: IDLE, error: stopped ? null : { title, message } });
  };
  let nChoices = 0;

  const choose = async (choice: TrainingChoice) => {
    const mine = ++nChoices;
    update({ choice, dividing: true });
    const division = await connection
      .ask("divide", choice)
      .catch((error: unknown) => ({ error: error instanceof Error ? error.message : String(error) }));
    if (mine === nChoices) update({ division, dividing: false });
  };
  const open = async (source: CorpusSource): Promise<CorpusTable | null> => {
    update({ ...NOTHING, kept: state.get().kept, activity: { kind: "opening", done: 0, total: 0 } });
    const corpus = await connection
      .ask("open", source, { onProgress: (progress) => update({ activity: { kind: "opening", ...progress } }) })
      .catch(failed("This corpus could not be read"));
    if (!corpus) return null;
    update({ corpus, activity: IDLE });
    return corpus;
  };
  const onProgress = (progress: TrainingProgress) => {
    const { run, activity } = state.get();
    if (!run) return;
    if (progress.kind === "fold") {
      stopwatch.restart();
      updateRun({ fold: progress, history: progress.before });
      update({ activity: { kind: "training", epoch: 1, step: 0, nSteps: 0, secondsLeft: null, paused: false } });
    }
    if (progress.kind === "epoch") updateRun({ history: [...run.history, progress.epoch] });
    if (progress.kind === "notice") updateRun({ notices: [...run.notices, progress.text] });
    if (progress.kind === "test") update({ activity: { kind: "testing" } });
    if (progress.kind !== "step") return;
    const { epoch, step, nSteps } = progress;
    const each = stopwatch.step();
    const secondsLeft = each === null ? null : each * (nSteps - step + nSteps * nTrainingsBehind(run));
    const paused = activity.kind === "training" && activity.paused;
    update({ activity: { kind: "training", epoch, step, nSteps, secondsLeft, paused } });
  };
  const train = async (resume: boolean) => {
    const { choice, division } = state.get();
    if (!choice || !division || "error" in division) return;
    const run = { choice, division, fold: null, history: [], notices: [], report: null };
    const activity = { kind: "training", epoch: 1, step: 0, nSteps: 0, secondsLeft: null, paused: false } as const;
    update({ run, activity, error: null, kept: null });
    await connection.ask("train", { choice, resume }, { onProgress }).then((report) => {
      updateRun({ report });
      update({ activity: IDLE });
    }, failed("The training could not be done"));
    await look();
  };

  void look();
  return {
    state,
    choose,
    async open(source) {
      const corpus = await open(source);
      if (corpus) await choose(firstChoice({ name: corpus.name, nSpeakers: corpus.speakers.length }));
    },
    train: () => train(false),
    async goOn(source) {
      const { kept } = state.get();
      if (!kept || !(await open(source))) return;
      await choose(kept.choice);
      await train(true);
    },
    async forget() {
      await forgetTraining();
      await look();
    },
    pause(paused) {
      const { activity } = state.get();
      if (activity.kind !== "training") return;
      stopwatch.restart();
      update({ activity: { ...activity, paused } });
      void connection.ask("pause", paused);
    },
    stop: () => void connection.ask("stop", null),
    reportHtml: (command) => connection.ask("reportHtml", command),
    end: connection.end,
  };
}

/** Trainings behind the one that is under way: of the other folds, and of all speakers. */
function nTrainingsBehind({ choice, fold }: RunState): number {
  if (!fold || fold.fold === null || !choice.allFolds) return 0;
  return fold.nFolds - fold.fold + (choice.protocol === "leaky" ? 0 : 1);
}

/** A training worker for as long as a component is there, and what it does. */
export function useTraining(): [Training, TrainingState] {
  const [training] = useState(createTraining);
  const state = useStore(training.state);
  useEffect(() => training.end, [training]);
  return useMemo(() => [training, state], [training, state]);
}
