import type { Epoch } from "@undertone/trainer";
import type { JSX } from "preact";
import { percent } from "../../components/format.ts";

export interface CurvesProps {
  history: readonly Epoch[];
  /** the width of the axis */
  epochs: number;
  nClasses: number;
  /** beside numbers that say nothing of recognition: "leaky" */
  mark: string | null;
}

const WIDTH = 320;
const HEIGHT = 120;

/** Loss and validation UAR by epoch, as they come. */
export function Curves({ history, epochs, nClasses, mark }: CurvesProps): JSX.Element {
  const losses = history.map(({ trainingLoss }) => trainingLoss);
  const uars = history.flatMap(({ validation }) => validation?.uar ?? []);
  return (
    <div class="curves">
      <Curve
        title="Training loss"
        value={losses.at(-1)?.toFixed(3)}
        values={losses}
        length={epochs}
        top={Math.max(...losses, 0.1)}
      />
      <Curve
        title={mark ? `Validation UAR, ${mark}` : "Validation UAR"}
        value={uars.length > 0 ? percent(uars.at(-1)!) : undefined}
        values={uars}
        length={epochs}
        top={1}
        chance={1 / nClasses}
      />
    </div>
  );
}

interface CurveProps {
  title: string;
  /** the last, in words */
  value: string | undefined;
  values: readonly number[];
  /** values when it is done */
  length: number;
  /** the value at the upper edge; the lower is 0 */
  top: number;
  /** what guessing gives */
  chance?: number;
}

function Curve({ title, value, values, length, top, chance }: CurveProps): JSX.Element {
  const x = (i: number) => (WIDTH * (i + 0.5)) / length;
  const y = (of: number) => HEIGHT * (1 - of / top);
  const points = values.map((one, i) => `${x(i).toFixed(1)},${y(one).toFixed(1)}`);
  return (
    <figure class="curve">
      <figcaption>
        {title} <strong class="number">{value ?? "–"}</strong>
      </figcaption>
      <svg viewBox={`0 -4 ${WIDTH} ${HEIGHT + 8}`} preserveAspectRatio="none" aria-hidden="true" focusable="false">
        {[0, 0.5, 1].map((share) => (
          <path key={share} class="grid" d={`M0 ${HEIGHT * share}h${WIDTH}`} />
        ))}
        {chance !== undefined && <path class="chance" d={`M0 ${y(chance)}h${WIDTH}`} />}
        <polyline class="line" points={points.join(" ")} />
        {values.length > 0 && <path class="dot" d={`M${points.at(-1)!.replace(",", " ")}h0`} />}
      </svg>
      <p class="scale soft">
        <span>0 to {top === 1 ? "100 %" : top.toFixed(2)}</span>
        {chance !== undefined && <span>dashed: guessing, {percent(chance)}</span>}
      </p>
    </figure>
  );
}
