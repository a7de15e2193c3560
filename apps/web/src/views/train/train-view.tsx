import type { JSX } from "preact";
import { Icon } from "../../components/icon.tsx";
import { Notice } from "../../components/notice.tsx";
import { ChooseFiles } from "../../files/choose-files.tsx";
import { chosenFolder, droppedFolder } from "../../files/dropped-files.ts";
import { useDropping } from "../../files/use-dropping.ts";
import { addressOf } from "../../shell/router.ts";
import type { ViewProps } from "../../shell/views.ts";
import type { CorpusSource } from "../../training/services.ts";
import { CorpusPanel } from "./corpus-panel.tsx";
import { KeptPanel } from "./kept-panel.tsx";
import { RecipeForm } from "./recipe-form.tsx";
import { ReportPanel } from "./report-panel.tsx";
import { RunPanel } from "./run-panel.tsx";
import { Underway } from "./underway.tsx";
import { useTraining } from "./use-training.ts";
import "./train.css";

/** Trains a model on a corpus in this page, and tests it on voices it never heard. */
export default function TrainView({ models, active }: ViewProps): JSX.Element {
  const [training, state] = useTraining();
  const { activity, corpus, choice, run, kept, error } = state;
  const busy = activity.kind !== "idle";
  const dropping = useDropping(active && !busy, async (transfer) =>
    training.open({ kind: "folder", ...(await droppedFolder(transfer)) }),
  );
  const use = async (bundle: Uint8Array<ArrayBuffer>) => {
    await models.open({ bytes: bundle, name: "model.undertone" });
    location.hash = addressOf("recognize");
  };

  return (
    <div class={dropping ? "page train dropping" : "page train"}>
      <h1 class={corpus ? "unseen" : undefined}>Teach it your voices</h1>
      {kept && !busy && (
        <KeptPanel
          order={kept}
          onGoOn={(source) => void training.goOn(source)}
          onForget={() => void training.forget()}
        />
      )}
      <Corpora compact={corpus !== null} disabled={busy} onOpen={(source) => void training.open(source)} />
      {activity.kind === "opening" && <Underway activity={activity} onStop={training.stop} />}
      {corpus && <CorpusPanel corpus={corpus} />}
      {corpus && choice && (
        <RecipeForm
          corpus={corpus}
          choice={choice}
          division={state.division}
          isDividing={state.dividing}
          disabled={busy}
          onChoose={(next) => void training.choose(next)}
          onTrain={() => void training.train()}
        />
      )}
      {run && corpus && <RunPanel run={run} corpus={corpus} activity={activity} failed={!!error} training={training} />}
      {error && (
        <Notice kind="error" title={error.title}>
          <p>{error.message}</p>
        </Notice>
      )}
      {run?.report && corpus && (
        <ReportPanel
          report={run.report}
          choice={run.choice}
          corpus={corpus}
          reportHtml={training.reportHtml}
          onUse={(bundle) => void use(bundle)}
        />
      )}
    </div>
  );
}

interface CorporaProps {
  /** a corpus is shown already */
  compact: boolean;
  disabled: boolean;
  onOpen(source: CorpusSource): void;
}

/** The corpora to choose from. */
function Corpora({ compact, disabled, onOpen }: CorporaProps): JSX.Element {
  return (
    <section class={compact ? "corpora compact" : "corpora drop-area"} aria-label="What to train on">
      {!compact && (
        <p>
          Begin with voices that are made here, or drop a folder of recordings whose names tell speaker and emotion, as
          those of RAVDESS, CREMA-D, TESS, SAVEE and EMO-DB do, or whose folders do.
        </p>
      )}
      <div class="buttons">
        <button
          type="button"
          class={compact ? "button small" : "button primary"}
          disabled={disabled}
          onClick={() => onOpen({ kind: "synthetic" })}
        >
          <Icon name="undertone" /> Synthetic voices
        </button>
        <ChooseFiles
          label="Folder"
          kind="folder"
          class={compact ? "button small" : "button"}
          disabled={disabled}
          onFiles={(files) => onOpen({ kind: "folder", ...chosenFolder(files) })}
        >
          <Icon name="folder" /> {compact ? "A folder" : "Choose a folder"}
        </ChooseFiles>
      </div>
    </section>
  );
}
