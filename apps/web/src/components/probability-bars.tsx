import type { JSX } from "preact";
import { hueOf } from "./emotion.ts";
import { percent } from "./format.ts";

export interface ProbabilityBarsProps {
  labels: readonly string[];
  /** [nClasses]; null: nothing to show yet, or no speech */
  probabilities: ArrayLike<number> | null;
  /** what the table is of, for screen readers and as its caption */
  caption: string;
  /** [nClasses], marked on the bars: what is heard at the cursor */
  marks?: ArrayLike<number> | null;
}

/** Marks at the very beginning of all bars would say nothing. */
const LEAST_MARKED = 0.01;

/** Probabilities as a table whose cells are bars with their numbers. */
export function ProbabilityBars({ labels, probabilities, caption, marks }: ProbabilityBarsProps): JSX.Element {
  const likeliest = probabilities ? indexOfLargest(probabilities) : -1;
  return (
    <table class="bars">
      <caption>{caption}</caption>
      <thead class="unseen">
        <tr>
          <th scope="col">emotion</th>
          <th scope="col">probability</th>
        </tr>
      </thead>
      <tbody>
        {labels.map((label, i) => (
          <tr key={label} class={i === likeliest ? "likeliest" : undefined}>
            <th scope="row">{label}</th>
            <td>
              <span class="track" aria-hidden="true">
                <span class="groove">
                  <span
                    class={`fill hue-${hueOf(label, i)}`}
                    style={{ transform: `scaleX(${probabilities ? probabilities[i] : 0})` }}
                  />
                </span>
                {marks && marks[i] >= LEAST_MARKED && <span class="mark" style={{ left: `${100 * marks[i]}%` }} />}
              </span>
              <data class="number" value={String(probabilities?.[i] ?? "")}>
                {probabilities ? percent(probabilities[i]) : "–"}
              </data>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The first of the largest; -1 of none. */
export function indexOfLargest(values: ArrayLike<number>): number {
  let best = values.length > 0 ? 0 : -1;
  for (let i = 1; i < values.length; i++) if (values[i] > values[best]) best = i;
  return best;
}
