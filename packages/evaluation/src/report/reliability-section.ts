import type { ProbabilityMeasures } from "../calibrated.ts";
import { calibrationErrorByChance, type ReliabilityBin } from "../calibration.ts";
import { at, cell, chart, details, percent, row, table } from "./figures.ts";
import { type Html, html } from "./html.ts";

/** Edges of the plot within the chart, and its side. */
const LEFT = 44;
const TOP = 12;
const SIDE = 240;
/** Of fewer utterances an accuracy says little. */
const FEW = 10;

const SIZE = [LEFT + SIDE + 12, TOP + SIDE + 44] as const;

/** A reliability diagram, and its numbers as a table. */
export function reliabilityFigure(id: string, title: string, measures: ProbabilityMeasures): Html {
  const { reliability, ece, nll, brier } = measures;
  const byChance = percent(calibrationErrorByChance(reliability));
  const used = reliability.filter(({ count }) => count > 0);
  const description =
    `Accuracy against confidence in ${reliability.length} bins. The bars would end on the diagonal if the model were right as often as it says. ` +
    `Expected calibration error ${percent(ece)} percent; by chance alone it would be ${byChance}.`;
  const mostCount = Math.max(...used.map(({ count }) => count));
  const bars = used.map((bin) => binOf(bin, mostCount));
  return html`<figure>
${chart(
  id,
  SIZE,
  `Reliability: ${title}`,
  description,
  html`${axes()}${bars}<path class="ideal" d="M${LEFT} ${TOP + SIDE}L${LEFT + SIDE} ${TOP}"/>
`,
)}<figcaption><strong>${title}</strong>: ECE ${percent(ece)} % (by chance alone ${byChance} %), negative log-likelihood ${nll.toFixed(3)}, Brier score ${brier.toFixed(3)}</figcaption>
${details(
  "as a table",
  table(
    `Reliability: ${title}`,
    ["confidence", "mean confidence", "accuracy", "utterances"],
    used.map(({ low, high, confidence, accuracy, count }) =>
      row(`${percent(low)} to ${percent(high)} %`, [
        cell(`${percent(confidence)} %`),
        cell(`${percent(accuracy)} %`),
        cell(count),
      ]),
    ),
  ),
)}</figure>
`;
}

/**
 * A bin's accuracy as a bar, hatched where it and the confidence differ, and below the axis how many utterances it holds. Of a
 * bin with few the bar is not filled.
 */
function binOf({ low, high, count, confidence, accuracy }: ReliabilityBin, mostCount: number): Html {
  const width = at((high - low) * SIDE - 2);
  const x = at(LEFT + low * SIDE + 1);
  const y = (share: number) => at(TOP + SIDE * (1 - share));
  const box = (kind: string, from: number, to: number) =>
    html`<rect class="${kind}" x="${x}" y="${y(to)}" width="${width}" height="${at(SIDE * (to - from))}"/>`;
  const [less, more] = [Math.min(accuracy, confidence), Math.max(accuracy, confidence)];
  const bar = box(count < FEW ? "few" : "fill", 0, less);
  const share = html`<rect class="share" x="${x}" y="${TOP + SIDE + 3}" width="${width}" height="${at((14 * count) / mostCount)}"/>`;
  return html`${bar}${box("gap", less, more)}<path class="level" d="M${x} ${y(accuracy)}h${width}"/>${share}
`;
}

function axes(): Html {
  const ticks = [0, 0.25, 0.5, 0.75, 1].map((share) => {
    const y = at(TOP + SIDE * (1 - share));
    return html`<path class="grid" d="M${LEFT} ${y}h${SIDE}"/><text class="end" x="${LEFT - 6}" y="${y}" dy="4">${100 * share}</text><text class="middle" x="${at(LEFT + SIDE * share)}" y="${TOP + SIDE + 28}">${100 * share}</text>`;
  });
  return html`${ticks}
<text class="middle" x="${LEFT + SIDE / 2}" y="${TOP + SIDE + 42}">confidence, %</text><text class="middle" transform="translate(11 ${TOP + SIDE / 2}) rotate(-90)">accuracy, %</text>
`;
}
