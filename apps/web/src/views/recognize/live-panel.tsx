import type { JSX } from "preact";
import { useEffect, useMemo } from "preact/hooks";
import { Canvas } from "../../components/canvas.tsx";
import { clock, percent } from "../../components/format.ts";
import { Icon } from "../../components/icon.tsx";
import { Notice } from "../../components/notice.tsx";
import { indexOfLargest, ProbabilityBars } from "../../components/probability-bars.tsx";
import { drawTimeline } from "../../figure/draw-timeline.ts";
import { drawWaveform } from "../../figure/draw-waveform.ts";
import { Names } from "../../figure/recording-figure.tsx";
import type { Models } from "../../model/models.ts";
import type { ModelCard } from "../../recognizer/services.ts";
import { SHOWN_SECONDS, useLive } from "./use-live.ts";

export interface LivePanelProps {
  models: Models;
  card: ModelCard;
  /** whether the view is seen; the microphone is let go when it is not */
  active: boolean;
  onClose(): void;
  /** what was heard, when it was stopped */
  onRecorded(file: File): void;
}

/** What the microphone hears now, and what it sounded like in the last seconds. */
export function LivePanel({ models, card, active, onClose, onRecorded }: LivePanelProps): JSX.Element {
  const live = useLive(models, onRecorded);
  const { state, stop } = live;
  useEffect(() => {
    if (!active) stop();
  }, [active, stop]);

  if (state.kind === "failed") {
    return (
      <section class="live" aria-label="Microphone">
        <Notice kind="error" title={state.message}>
          <p>{state.help}</p>
        </Notice>
        <div class="buttons">
          <button type="button" class="button" onClick={live.retry}>
            Try again
          </button>
          <button type="button" class="button quiet" onClick={onClose}>
            Close
          </button>
        </div>
      </section>
    );
  }
  return (
    <section class="live" aria-label="Microphone">
      <div class="verdict">
        <Heard live={live} card={card} />
        <ProbabilityBars
          labels={card.labels}
          probabilities={live.latest?.probabilities ?? null}
          caption={`The last ${card.windowSeconds.toFixed(1)} s`}
        />
        <div class="transport">
          <button type="button" class="button primary" onClick={stop} disabled={state.kind !== "listening"}>
            <Icon name="stop" /> Stop and look at it
          </button>
          <p class="time">{clock(live.seconds)}</p>
        </div>
      </div>
      <LiveFigure live={live} card={card} />
    </section>
  );
}

type Live = ReturnType<typeof useLive>;

function Heard({ live: { state, latest }, card }: { live: Live; card: ModelCard }): JSX.Element {
  const probabilities = latest?.probabilities;
  const best = probabilities ? indexOfLargest(probabilities) : -1;
  const waiting = state.kind === "asking" ? "Waiting for the microphone…" : "Listening…";
  return (
    <div>
      <p class={latest ? "answer" : "answer waiting"} data-testid="answer">
        {latest ? (probabilities ? card.labels[best] : "no speech") : waiting}
        {probabilities && <span> {percent(probabilities[best])}</span>}
      </p>
      <p class="soft">
        {state.kind === "asking"
          ? "The browser asks whether this page may listen."
          : "Nothing is sent anywhere. Speak for a few seconds."}
      </p>
    </div>
  );
}

function LiveFigure({ live: { peaks, windows, seconds }, card }: { live: Live; card: ModelCard }): JSX.Element {
  const shown = useMemo(() => ({ from: seconds - SHOWN_SECONDS, to: seconds }), [seconds]);
  const waveform = useMemo(() => drawWaveform(peaks.values, peaks.seconds, peaks.shown), [peaks]);
  const timeline = useMemo(() => drawTimeline(card.labels, windows, shown), [card, windows, shown]);
  return (
    <div class="figure live-figure">
      <div class="gutter" aria-hidden="true">
        <div class="waveform" />
        <Names labels={card.labels} />
      </div>
      <div class="plot">
        <Canvas class="waveform" draw={waveform} />
        <div class="timeline" style={{ "--rows": card.labels.length }}>
          <Canvas draw={timeline} />
        </div>
      </div>
      <p class="time-axis live-axis" aria-hidden="true">
        <span>{SHOWN_SECONDS} s ago</span>
        <span>now</span>
      </p>
    </div>
  );
}
