import type { JSX } from "preact";
import { Icon } from "../../components/icon.tsx";
import { Notice } from "../../components/notice.tsx";
import { useStore } from "../../shell/store.ts";
import type { ViewProps } from "../../shell/views.ts";
import { ReportPanel } from "./report-panel.tsx";
import { useBench } from "./use-bench.ts";
import "./bench.css";

/** Measures features and recognition in this browser. */
export default function BenchView({ models }: ViewProps): JSX.Element {
  const model = useStore(models.state);
  const { state, start, stop } = useBench(models);
  const card = model.kind === "open" ? model.card : null;
  const again = state.kind === "done";
  return (
    <div class="page">
      <h1>How fast it is here</h1>
      <section class="bench-start" aria-label="Measuring">
        {state.kind === "busy" ? (
          <>
            <p role="status">
              {state.progress.doing === "features" ? "Timing each stage of the features" : "Timing the recognition"}
            </p>
            <progress value={state.progress.share} aria-label="Measured" />
            <button type="button" class="button" onClick={stop}>
              <Icon name="stop" /> Stop
            </button>
          </>
        ) : (
          <>
            {!again && (
              <p>
                Times the model in use, in this browser on this machine, in about five seconds: what each stage of its
                features takes, and how long you wait for an answer. Close what else is busy, for steadier numbers.
              </p>
            )}
            <button
              type="button"
              class={again ? "button" : "button primary"}
              disabled={card === null}
              onClick={() => card && void start(card)}
            >
              <Icon name="play" /> {again ? "Measure again" : "Measure"}
            </button>
            {model.kind === "none" && <p class="soft">Open a bundle in Recognize first: none is built in here.</p>}
          </>
        )}
      </section>
      {state.kind === "failed" && (
        <Notice kind="error" title="This could not be measured">
          <p>{state.message}</p>
        </Notice>
      )}
      {state.kind === "done" && <ReportPanel report={state.report} />}
    </div>
  );
}
