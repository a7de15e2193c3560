import type { ProbabilityMeasures } from "../calibrated.ts";
import type { Judgement } from "../judgement.ts";
import { chart, counted, percent } from "./figures.ts";
import { type Html, html, NOTHING } from "./html.ts";
import type { ReportData } from "./report-data.ts";

/** What a reader should know who reads nothing else: the number, how sure it is, whom it holds for, what it means. */
export function headline(
  data: ReportData,
  judgement: Judgement,
  tempered: ProbabilityMeasures | null,
  protocol: Html,
  nSeeds: number,
): Html {
  const { metrics, interval, accuracyInterval, ece } = judgement;
  const unsound = data.protocol.sound ? "" : ", not sound";
  const measure = (name: string, value: string): Html => html`<div><dt>${name}${unsound}</dt><dd>${value}</dd></div>
`;
  const reach = interval
    ? html`<p class="reach">${percent(interval.low)} to ${percent(interval.high)} % <span>95 % interval over ${counted(interval.nSpeakers, "speaker")}</span></p>`
    : html`<p class="reach">no interval <span>fewer than two known speakers</span></p>`;
  const accuracyReach = accuracyInterval
    ? ` [${percent(accuracyInterval.low)}, ${percent(accuracyInterval.high)}]`
    : "";
  const models = counted(data.folds.length, "model");
  const utterances = counted(metrics.nUtterances / nSeeds, "utterance");
  const tested = nSeeds === 1 ? `${utterances} by ${models}` : `${utterances} by each of ${nSeeds} seeds, ${models}`;
  const calibration = tempered ? `${percent(ece)} → ${percent(tempered.ece)} %` : `${percent(ece)} %`;
  return html`<div class="headline">
<div class="number"><p class="uar">${data.protocol.sound ? percent(metrics.uar) : html`<s>${percent(metrics.uar)}</s>`}<span> % UAR${unsound}</span></p>
${reach}
<p>${protocol}</p></div>
<div>
${scale(data, judgement)}<p>${meaning(data, judgement)}</p></div>
</div>
<dl class="measures">
${measure("accuracy", `${percent(metrics.accuracy)} %${accuracyReach}`)}${measure("macro F1", `${percent(metrics.macroF1)} %`)}${measure("weighted F1", `${percent(metrics.weightedF1)} %`)}${measure(tempered ? "calibration error, before → after temperature" : "calibration error (ECE)", calibration)}${measure("tested", tested)}</dl>
${
  data.cautions.length > 0
    ? html`<ul class="cautions">
${data.cautions.map(
  (caution) => html`<li>${caution}</li>
`,
)}</ul>
`
    : NOTHING
}`;
}

function meaning({ protocol, baselines, labels }: ReportData, { metrics, interval }: Judgement): Html {
  const others = baselines.map(({ name, uar }) => `${name} reaches ${percent(uar)} %`).join("; ");
  const again = interval
    ? " The interval shows how far other speakers of this kind could move it; to tell two models apart, compare them on the same speakers."
    : "";
  const what = `Unweighted average recall: the mean over ${counted(labels.length, "emotion")} of the share of its utterances that was recognized, ${percent(metrics.uar)} %. Chance is ${percent(1 / labels.length)} %${others === "" ? "" : `; ${others}`}.`;
  const refusal = protocol.sound
    ? NOTHING
    : html` <strong>The split is not sound: this says nothing of how well emotion is recognized.</strong>`;
  return html`${what}${again}${refusal}`;
}

/** The UAR between chance and 100 %, its interval and the baselines on one line. */
function scale({ labels, baselines }: ReportData, { metrics, interval }: Judgement): Html {
  const x = (share: number) => Math.round(10 + 5.8 * 100 * share);
  const chance = { name: "chance", uar: 1 / labels.length };
  const marks = [chance, ...baselines].map(
    ({ name, uar }, i) =>
      html`<path class="tick" d="M${x(uar)} 26v20"/><text class="${i % 2 === 0 ? "start" : "start low"}" x="${x(uar) + 4}" y="${i % 2 === 0 ? 22 : 64}">${name} ${percent(uar)}</text>`,
  );
  const reach = interval
    ? html`<rect class="reach-bar" x="${x(interval.low)}" y="30" width="${Math.max(2, x(interval.high) - x(interval.low))}" height="12"/>`
    : NOTHING;
  const described = interval ? `, interval ${percent(interval.low)} to ${percent(interval.high)}` : "";
  return chart(
    "scale",
    [600, 70],
    "UAR on a scale from 0 to 100 percent",
    `UAR ${percent(metrics.uar)}${described}, chance ${percent(chance.uar)}.`,
    html`<path class="grid" d="M10 36h580"/>${marks}${reach}<circle class="dot" cx="${x(metrics.uar)}" cy="36" r="7"/><text class="middle strong" x="${x(metrics.uar)}" y="20">${percent(metrics.uar)}</text>
`,
  );
}
