import type { JSX } from "preact";
import { counted, duration } from "../../components/format.ts";
import { Icon } from "../../components/icon.tsx";
import { Notice } from "../../components/notice.tsx";
import { ChooseFiles } from "../../files/choose-files.tsx";
import { chosenFolder, droppedFolder } from "../../files/dropped-files.ts";
import { useDropping } from "../../files/use-dropping.ts";
import { addressOf } from "../../shell/router.ts";
import type { ViewProps } from "../../shell/views.ts";
import { CorpusPanel } from "./corpus-panel.tsx";
import { Curves } from "./curves.tsx";
import { RecipeForm } from "./recipe-form.tsx";
import { ReportPanel } from "./report-panel.tsx";
import { type Activity, useTraining } from "./use-training.ts";
import "./train.css";

/** Trains a model on a corpus in this page, and tests it on voices it never heard. */
export default function TrainView({ models, active }: ViewProps): JSX.Element {
  const [training, state] = useTraining();
  const { activity, corpus, divided, epochs, choice, report, error } = state;
  const busy = activity.kind !== "idle";

  const use = async () => {
    if (!report) return;
    await models.open({ bytes: report.bundle, name: "model.undertone" });
    location.hash = addressOf("recognize");
  };

  const dropping = useDropping(active && !busy, async (transfer) =>
    training.open({ kind: "folder", ...(await droppedFolder(transfer)) }),
  );

  return (
    <div class={dropping ? "page train dropping" : "page train"}>
      <h1 class={corpus ? "unseen" : undefined}>Teach it your voices</h1>
      <Corpora compact={corpus !== null} disabled={busy} onOpen={(source) => void training.open(source)} />
      {activity.kind === "opening" && <Underway activity={activity} onStop={training.stop} />}
      {corpus && <CorpusPanel corpus={corpus} />}
      {corpus && <RecipeForm key={corpus.name} corpus={corpus} disabled={busy} onTrain={training.train} />}
      {choice && corpus && (
        <section class="progress" aria-label="Training">
          {activity.kind !== "idle" && activity.kind !== "opening" && (
            <Underway activity={activity} onStop={training.stop} />
          )}
          {divided && (
            <p class="soft">
              {counted(divided.train, "speaker")} to train on, {divided.validation} to validate, {divided.test} to test
            </p>
          )}
          {!busy && !report && !error && <p role="status">Stopped after {counted(epochs.length, "epoch")}.</p>}
          {epochs.length > 0 && <Curves history={epochs} epochs={choice.epochs} nClasses={corpus.labels.length} />}
        </section>
      )}
      {error && (
        <Notice kind="error" title={error.title}>
          <p>{error.message}</p>
        </Notice>
      )}
      {report && choice && corpus && (
        <ReportPanel report={report} choice={choice} corpus={corpus} onUse={() => void use()} />
      )}
    </div>
  );
}

interface CorporaProps {
  /** a corpus is shown already */
  compact: boolean;
  disabled: boolean;
  onOpen(source: Parameters<ReturnType<typeof useTraining>[0]["open"]>[0]): void;
}

/** The corpora to choose from. */
function Corpora({ compact, disabled, onOpen }: CorporaProps): JSX.Element {
  return (
    <section class={compact ? "corpora compact" : "corpora drop-area"} aria-label="What to train on">
      {!compact && (
        <p>
          Begin with voices that are made here, or with a folder of recordings whose names tell speaker and emotion, as
          those of RAVDESS, CREMA-D, TESS, SAVEE and EMO-DB do, or whose folders do.
        </p>
      )}
      <div class="buttons">
        <button
          type="button"
          class={compact ? "button" : "button primary"}
          disabled={disabled}
          onClick={() => onOpen({ kind: "synthetic" })}
        >
          <Icon name="undertone" /> Synthetic voices
        </button>
        <ChooseFiles
          label="Folder"
          kind="folder"
          class="button"
          disabled={disabled}
          onFiles={(files) => onOpen({ kind: "folder", ...chosenFolder(files) })}
        >
          <Icon name="file" /> Choose a folder
        </ChooseFiles>
      </div>
    </section>
  );
}

function Underway({
  activity,
  onStop,
}: {
  activity: Exclude<Activity, { kind: "idle" }>;
  onStop(): void;
}): JSX.Element {
  const [words, done, total] = told(activity);
  return (
    <div class="underway">
      <p class="number">{words}</p>
      <button type="button" class="button small" onClick={onStop}>
        <Icon name="stop" /> Stop
      </button>
      <progress {...(total > 0 && { value: done, max: total })} aria-label={words.split(",")[0]} />
    </div>
  );
}

function told(activity: Exclude<Activity, { kind: "idle" }>): [words: string, done: number, total: number] {
  if (activity.kind === "opening") {
    const { done, total } = activity;
    return [total > 0 ? `Reading ${done} of ${counted(total, "utterance")}` : "Reading the corpus", done, total];
  }
  if (activity.kind === "testing") return ["Testing on voices it never heard", 0, 0];
  const { epoch, epochs, step, nSteps, secondsLeft } = activity;
  if (step === 0) return ["Getting ready to train", 0, 0];
  const left = secondsLeft === null ? "" : `, ${duration(Math.ceil(secondsLeft)).replace(/\.\d+ s$/, " s")} left`;
  return [`Epoch ${epoch} of ${epochs}${left}`, step, nSteps];
}
