import type { JSX } from "preact";
import { Details } from "../../components/details.tsx";
import { clock, percent } from "../../components/format.ts";
import { Table } from "../../components/table.tsx";
import type { WindowResult } from "../../recognizer/services.ts";

export interface TimelineTableProps {
  labels: readonly string[];
  windows: readonly WindowResult[];
}

/** The timeline in numbers. */
export function TimelineTable({ labels, windows }: TimelineTableProps): JSX.Element {
  const rows = () =>
    windows.map(({ end, probabilities }) => ({
      name: clock(end),
      cells: probabilities ? Array.from(probabilities, percent) : [{ text: "no speech", columns: labels.length }],
    }));
  return (
    <Details summary="The timeline as a table">
      {() => (
        <Table
          scrolls
          class="timeline-table"
          caption="Probability of each emotion in the window that ends at a time"
          columns={["until", ...labels]}
          rows={rows()}
        />
      )}
    </Details>
  );
}
