import type { ProbabilityMeasures } from "@undertone/evaluation";
import type { JSX } from "preact";
import { Details } from "./details.tsx";
import { percent } from "./format.ts";
import { Table } from "./table.tsx";

export interface ReliabilityDiagramProps {
  title: string;
  measures: ProbabilityMeasures;
}

/** The plot's side, in units of its viewBox. */
const SIDE = 200;

/** How often the model is right when it says how sure it is: bars would end on the diagonal if it knew itself. */
export function ReliabilityDiagram({ title, measures }: ReliabilityDiagramProps): JSX.Element {
  const { reliability, ece, nll, brier } = measures;
  const used = reliability.filter(({ count }) => count > 0);
  return (
    <figure class="reliability">
      <figcaption>
        {title}: expected calibration error <strong class="number">{percent(ece)}</strong>
      </figcaption>
      <svg viewBox={`-2 -2 ${SIDE + 4} ${SIDE + 4}`} aria-hidden="true" focusable="false">
        {[0, 0.25, 0.5, 0.75, 1].map((share) => (
          <path key={share} class="grid" d={`M0 ${SIDE * share}h${SIDE}`} />
        ))}
        {used.map(({ low, high, accuracy, confidence }) => {
          const [x, width] = [SIDE * low + 1, SIDE * (high - low) - 2];
          const [less, more] = [accuracy, confidence].sort((a, b) => a - b);
          return (
            <g key={low}>
              <rect class="fill" x={x} y={SIDE * (1 - less)} width={width} height={SIDE * less} />
              <rect class="gap" x={x} y={SIDE * (1 - more)} width={width} height={SIDE * (more - less)} />
              <path class="level" d={`M${x} ${SIDE * (1 - accuracy)}h${width}`} />
            </g>
          );
        })}
        <path class="ideal" d={`M0 ${SIDE}L${SIDE} 0`} />
      </svg>
      <p class="soft">
        Upwards accuracy, to the right confidence. Negative log-likelihood {nll.toFixed(3)}, Brier score{" "}
        {brier.toFixed(3)}
      </p>
      <Details summary="as a table">
        {() => (
          <Table
            scrolls
            caption={`Reliability, ${title}`}
            columns={["confidence", "mean", "accuracy", "utterances"]}
            rows={used.map(({ low, high, confidence, accuracy, count }) => ({
              name: `${percent(low)} to ${percent(high)}`,
              cells: [percent(confidence), percent(accuracy), count],
            }))}
          />
        )}
      </Details>
    </figure>
  );
}
