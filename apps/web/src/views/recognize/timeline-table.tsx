import type { JSX } from "preact";
import { useState } from "preact/hooks";
import { clock, percent } from "../../components/format.ts";
import type { WindowResult } from "../../recognizer/services.ts";

export interface TimelineTableProps {
  labels: readonly string[];
  windows: readonly WindowResult[];
}

/** The timeline in numbers; made when it is opened, as an hour has thousands of rows. */
export function TimelineTable({ labels, windows }: TimelineTableProps): JSX.Element {
  const [open, setOpen] = useState(false);
  return (
    <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>The timeline as a table</summary>
      {open && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
        <section class="scroll" aria-label="Timeline" tabIndex={0}>
          <table class="timeline-table">
            <caption>Probability of each emotion in the window that ends at a time</caption>
            <thead>
              <tr>
                <th scope="col">until</th>
                {labels.map((label) => (
                  <th key={label} scope="col">
                    {label}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {windows.map(({ end, probabilities }) => (
                <tr key={end}>
                  <th scope="row">{clock(end)}</th>
                  {probabilities ? (
                    labels.map((label, i) => <td key={label}>{percent(probabilities[i])}</td>)
                  ) : (
                    <td colSpan={labels.length}>no speech</td>
                  )}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </details>
  );
}
