import type { JSX } from "preact";

/** Steps between ticks, in seconds. */
const STEPS = [0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600];

/** Times from 0 on that are few, and end with it. */
export function ticksOf(seconds: number): number[] {
  const step = STEPS.find((one) => seconds / one <= 7) ?? 7200;
  return Array.from({ length: Math.floor(seconds / step + 1e-9) + 1 }, (_, i) => i * step);
}

/** Ticks below figures of one time axis. */
export function TimeAxis({ seconds }: { seconds: number }): JSX.Element {
  return (
    <div class="time-axis" aria-hidden="true">
      {ticksOf(seconds).map((time) => (
        <span key={time} style={{ left: `${(100 * time) / seconds}%` }}>
          {tickText(time)}
        </span>
      ))}
    </div>
  );
}

function tickText(time: number): string {
  if (time >= 60) return `${Math.floor(time / 60)}:${String(Math.round(time % 60)).padStart(2, "0")}`;
  return `${Number(time.toFixed(1))} s`;
}
