import type { JSX, TargetedKeyboardEvent, TargetedPointerEvent } from "preact";
import { useMemo } from "preact/hooks";
import { Canvas } from "../components/canvas.tsx";
import { clock, percent } from "../components/format.ts";
import { indexOfLargest } from "../components/probability-bars.tsx";
import type { Picture, WindowResult } from "../recognizer/services.ts";
import { drawSpectrogram } from "./draw-spectrogram.ts";
import { drawTimeline } from "./draw-timeline.ts";
import { drawWaveform } from "./draw-waveform.ts";
import { melPosition } from "./mel-position.ts";
import { TimeAxis } from "./time-axis.tsx";
import { windowAt } from "./window-at.ts";

export interface RecordingFigureProps {
  picture: Picture;
  labels: readonly string[];
  windows: readonly WindowResult[];
  /** the cursor, in seconds */
  time: number;
  onSeek(time: number): void;
  onToggle(): void;
}

/** Seconds that an arrow key moves the cursor, and with the shift key. */
const STEP = 0.1;
const LARGE_STEP = 1;

/** Waveform, mel spectrogram and what is heard when, on one time axis under one cursor, which a pointer or keys move. */
export function RecordingFigure(props: RecordingFigureProps): JSX.Element {
  const { picture, labels, windows, time, onSeek, onToggle } = props;
  const { seconds } = picture;
  const shown = useMemo(() => ({ from: 0, to: seconds }), [seconds]);
  const waveform = useMemo(() => drawWaveform(picture.peaks, seconds, shown), [picture, seconds, shown]);
  const spectrogram = useMemo(() => drawSpectrogram(picture), [picture]);
  const timeline = useMemo(() => drawTimeline(labels, windows, shown), [labels, windows, shown]);

  const seekTo = ({ clientX, currentTarget }: TargetedPointerEvent<HTMLDivElement>) => {
    const { left, width } = currentTarget.getBoundingClientRect();
    onSeek(Math.min(1, Math.max(0, (clientX - left) / width)) * seconds);
  };
  const keyed = (event: TargetedKeyboardEvent<HTMLDivElement>) => {
    const step = event.shiftKey ? LARGE_STEP : STEP;
    const moves: Record<string, () => void> = {
      ArrowRight: () => onSeek(Math.min(seconds, time + step)),
      ArrowUp: () => onSeek(Math.min(seconds, time + step)),
      ArrowLeft: () => onSeek(Math.max(0, time - step)),
      ArrowDown: () => onSeek(Math.max(0, time - step)),
      PageUp: () => onSeek(Math.min(seconds, time + LARGE_STEP)),
      PageDown: () => onSeek(Math.max(0, time - LARGE_STEP)),
      Home: () => onSeek(0),
      End: () => onSeek(seconds),
      " ": onToggle,
    };
    const move = moves[event.key];
    if (!move) return;
    event.preventDefault();
    move();
  };

  return (
    <div class="figure">
      <div class="gutter" aria-hidden="true">
        <div class="waveform" />
        <div class="spectrogram">
          {[4000, 1000, 250].map((frequency) => (
            <span key={frequency} style={{ top: `${100 * (1 - melPosition(frequency, picture))}%` }}>
              {frequency < 1000 ? `${frequency} Hz` : `${frequency / 1000} kHz`}
            </span>
          ))}
        </div>
        <Names labels={labels} />
      </div>
      <div
        class="plot"
        role="slider"
        tabIndex={0}
        aria-label="Position in the recording"
        aria-valuemin={0}
        aria-valuemax={Number(seconds.toFixed(1))}
        aria-valuenow={Number(time.toFixed(1))}
        aria-valuetext={positionText(time, seconds, labels, windows)}
        onKeyDown={keyed}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          seekTo(event);
        }}
        onPointerMove={(event) => event.currentTarget.hasPointerCapture(event.pointerId) && seekTo(event)}
      >
        <Canvas class="waveform" draw={waveform} />
        <Canvas class="spectrogram" draw={spectrogram} />
        <div class="timeline" style={{ "--rows": labels.length }}>
          <Canvas draw={timeline} />
        </div>
        <div class="cursor" hidden={time === 0} style={{ left: `${(100 * time) / seconds}%` }} />
      </div>
      <TimeAxis seconds={seconds} />
    </div>
  );
}

/** The rows' names beside a timeline. */
export function Names({ labels }: { labels: readonly string[] }): JSX.Element {
  return (
    <div class="timeline names" style={{ "--rows": labels.length }}>
      {labels.map((label) => (
        <span key={label}>{label}</span>
      ))}
    </div>
  );
}

function positionText(
  time: number,
  seconds: number,
  labels: readonly string[],
  windows: readonly WindowResult[],
): string {
  const where = `${clock(time)} of ${clock(seconds)}`;
  const heard = windowAt(windows, time);
  if (!heard) return where;
  if (!heard.probabilities) return `${where}, no speech`;
  const best = indexOfLargest(heard.probabilities);
  return `${where}, ${labels[best]} ${percent(heard.probabilities[best])}`;
}
