import type { JSX } from "preact";
import { counted, duration } from "../../components/format.ts";
import { Icon } from "../../components/icon.tsx";
import type { Activity, RunState } from "./use-training.ts";

export interface UnderwayProps {
  activity: Exclude<Activity, { kind: "idle" }>;
  /** the training that it belongs to */
  run?: RunState;
  onStop(): void;
  onPause?(paused: boolean): void;
}

/** What is under way, how far it is, and how it is stopped. */
export function Underway({ activity, run, onStop, onPause }: UnderwayProps): JSX.Element {
  const [words, done, total] = told(activity, run);
  const paused = activity.kind === "training" && activity.paused;
  return (
    <div class="underway">
      <p class="number">{words}</p>
      <div class="buttons">
        {onPause && activity.kind === "training" && (
          <button type="button" class="button small" onClick={() => onPause(!paused)}>
            <Icon name={paused ? "play" : "pause"} /> {paused ? "Go on" : "Pause"}
          </button>
        )}
        <button type="button" class="button small" onClick={onStop}>
          <Icon name="stop" /> Stop
        </button>
      </div>
      <progress {...(total > 0 && { value: done, max: total })} aria-label={words.split(",")[0]} />
    </div>
  );
}

function told(activity: UnderwayProps["activity"], run: RunState | undefined): [string, done: number, total: number] {
  if (activity.kind === "opening") {
    const { done, total } = activity;
    if (total > 0 && done === total) return ["Listening for copies and silence", 0, 0];
    return [total > 0 ? `Reading ${done} of ${counted(total, "utterance")}` : "Reading the corpus", done, total];
  }
  const model = run ? modelText(run) : "";
  if (activity.kind === "testing") return [`${model}Testing on what it never heard`, 0, 0];
  const { epoch, step, nSteps, secondsLeft, paused } = activity;
  if (paused) return [`${model}Paused in epoch ${epoch}`, step, nSteps];
  if (step === 0) return [`${model}Getting ready to train`, 0, 0];
  const left = secondsLeft === null ? "" : `, ${duration(Math.ceil(secondsLeft)).replace(/\.\d+ s$/, " s")} left`;
  return [`${model}Epoch ${epoch} of ${run?.fold?.epochs}${left}`, step, nSteps];
}

/** "Fold 2 of 5: " where there are several. */
function modelText({ fold, choice }: RunState): string {
  if (!fold || !choice.allFolds) return "";
  return fold.fold === null ? "The model of all speakers: " : `Fold ${fold.fold} of ${fold.nFolds}: `;
}
