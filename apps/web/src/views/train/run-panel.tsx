import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { counted } from "../../components/format.ts";
import { Notice } from "../../components/notice.tsx";
import type { CorpusTable } from "../../training/services.ts";
import { Curves } from "./curves.tsx";
import { sidesText } from "./sides-text.ts";
import { Underway } from "./underway.tsx";
import type { Activity, RunState, Training } from "./use-training.ts";

export interface RunPanelProps {
  run: RunState;
  corpus: CorpusTable;
  activity: Activity;
  failed: boolean;
  training: Pick<Training, "stop" | "pause">;
}

/** A training as it goes: how far it is, and its curves. */
export function RunPanel({ run, corpus, activity, failed, training }: RunPanelProps): JSX.Element {
  const { choice, division, fold, history, notices, report } = run;
  const isDone = activity.kind === "idle";
  const section = useRef<HTMLElement>(null);
  // Whoever starts a training by the button above wants to see it go.
  useEffect(() => section.current?.scrollIntoView({ block: "start" }), [choice]);
  return (
    <section ref={section} class={isDone ? "progress" : "progress busy"} aria-label="Training">
      {(activity.kind === "training" || activity.kind === "testing") && (
        <Underway activity={activity} run={run} onStop={training.stop} onPause={training.pause} />
      )}
      {fold && <p class="soft">{sidesText(fold.size, choice.protocol)}</p>}
      {notices.map((text) => (
        <Notice key={text} kind="warning" title="About resuming">
          <p>{text}</p>
        </Notice>
      ))}
      {isDone && !report && !failed && <p role="status">Stopped after {counted(history.length, "epoch")}.</p>}
      {history.length > 0 && (
        <Curves
          history={history}
          epochs={fold?.epochs ?? choice.epochs}
          nClasses={corpus.labels.length}
          mark={choice.protocol === "leaky" ? "leaky" : division.unsound ? "unsound" : null}
        />
      )}
    </section>
  );
}
