import { at, cell, chart, counted, details, percent, row, table } from "./figures.ts";
import { type Html, html, NOTHING } from "./html.ts";
import type { ReportEpoch, ReportFold } from "./report-data.ts";

const LEFT = 48;
const TOP = 12;
const WIDTH = 560;
const HEIGHT = 200;
const SIZE = [LEFT + WIDTH + 16, TOP + HEIGHT + 40] as const;

/** One value of each epoch, of every fold. */
interface Curves {
  id: string;
  title: string;
  unit: string;
  folds: { name: string; values: number[] }[];
  shown(value: number): string;
}

/** How loss and validation went, epoch by epoch; nothing where no history is known. */
export function curvesSection(folds: readonly ReportFold[]): Html {
  const known = folds.filter(({ history }) => history.length > 0);
  if (known.length === 0) return NOTHING;

  const of = (value: (epoch: ReportEpoch) => number | undefined) =>
    known.flatMap(({ name, history }) => {
      const values = history.flatMap((epoch) => value(epoch) ?? []);
      return values.length > 0 ? [{ name, values }] : [];
    });
  const validation = of((epoch) => epoch.validation?.uar);
  const loss = { id: "loss", title: "Training loss", unit: "loss", folds: of((epoch) => epoch.trainingLoss) };
  const uar = { id: "validation-uar", title: "UAR on the validation side", unit: "UAR, %", folds: validation };
  const charts = [
    figureOf({ ...loss, shown: (value) => value.toFixed(2) }),
    validation.length > 0 ? figureOf({ ...uar, shown: percent }) : NOTHING,
  ];
  const rows = known.map(({ name, history, keptEpoch }) =>
    row(name, [
      cell(history.length),
      cell(keptEpoch ?? "–"),
      cell(history[0].trainingLoss.toFixed(3)),
      cell(history.at(-1)!.trainingLoss.toFixed(3)),
      cell(history.at(-1)!.validation === null ? "–" : percent(history.at(-1)!.validation!.uar)),
    ]),
  );
  const head = ["model", "epochs", "epoch kept", "first loss", "last loss", "last validation UAR, %"];
  return html`<div class="pair">${charts}</div>
${details("as a table", table("Learning, by model", head, rows))}`;
}

function figureOf({ id, title, unit, folds, shown }: Curves): Html {
  const nEpochs = Math.max(...folds.map(({ values }) => values.length));
  const highest = Math.max(...folds.flatMap(({ values }) => values));
  const top = highest > 0 ? highest : 1;
  const x = (epoch: number) => at(LEFT + (nEpochs === 1 ? WIDTH / 2 : (WIDTH * (epoch - 1)) / (nEpochs - 1)));
  const y = (value: number) => at(TOP + HEIGHT * (1 - value / top));
  const path = (values: readonly number[]) =>
    values.map((value, i) => `${i === 0 ? "M" : "L"}${x(i + 1)} ${y(value)}`).join("");
  const lines = folds.map(
    ({ name, values }) => html`<path class="line" d="${path(values)}"><title>${name}</title></path>`,
  );
  const mean = Array.from({ length: nEpochs }, (_, i) => {
    const there = folds.flatMap(({ values }) => values[i] ?? []);
    return there.reduce((sum, value) => sum + value, 0) / there.length;
  });
  const grid = [0, 0.25, 0.5, 0.75, 1].map(
    (share) =>
      html`<path class="grid" d="M${LEFT} ${y(share * top)}h${WIDTH}"/><text class="end" x="${LEFT - 6}" y="${y(share * top)}" dy="4">${shown(share * top)}</text>`,
  );
  const ends = [...new Set([1, Math.ceil(nEpochs / 2), nEpochs])].map(
    (epoch) => html`<text class="middle" x="${x(epoch)}" y="${TOP + HEIGHT + 18}">${epoch}</text>`,
  );
  const whose = folds.length > 1 ? `${counted(folds.length, "model")} thin, their mean thick` : folds[0].name;
  const description = `${whose}: from ${shown(mean[0])} in epoch 1 to ${shown(mean.at(-1)!)} in epoch ${nEpochs}.`;
  return html`<figure>
${chart(
  `curve-${id}`,
  SIZE,
  title,
  description,
  html`${grid}${ends}
<text class="middle" x="${LEFT + WIDTH / 2}" y="${TOP + HEIGHT + 36}">epoch</text><text class="middle" transform="translate(11 ${TOP + HEIGHT / 2}) rotate(-90)">${unit}</text>
${lines}${folds.length > 1 ? html`<path class="line mean" d="${path(mean)}"/>` : NOTHING}
`,
)}<figcaption><strong>${title}</strong>: ${description}</figcaption></figure>
`;
}
