import type { CorpusMetrics } from "../judgement.ts";
import type { GroupMetrics } from "../metrics-by-group.ts";
import { bar, cell, percent, row, table } from "./figures.ts";
import { type Html, html, NOTHING } from "./html.ts";

const HEAD = ["UAR", "accuracy", "macro F1", "emotions", "utterances"];

/** A table of more speakers nobody reads. */
const MOST_SPEAKERS = 200;

/** How each speaker fared, the hardest first. */
export function speakerTable(perSpeaker: readonly GroupMetrics[]): Html {
  if (perSpeaker.length === 0)
    return html`<p>No speaker is known.</p>
`;
  const sorted = [...perSpeaker].sort((a, b) => a.uar - b.uar || (a.group < b.group ? -1 : 1));
  const [worst, best] = [sorted[0], sorted.at(-1)!];
  const middle = (sorted[Math.floor((sorted.length - 1) / 2)].uar + sorted[Math.ceil((sorted.length - 1) / 2)].uar) / 2;
  const spread = `From ${percent(worst.uar)} % (${worst.group}) to ${percent(best.uar)} % (${best.group}), median ${percent(middle)} %.`;
  const which =
    sorted.length > MOST_SPEAKERS ? `the ${MOST_SPEAKERS} hardest of ${sorted.length}` : "the hardest first";
  const caption = `By speaker, ${which}, in percent`;
  return html`<p>${spread}</p>
${table(caption, ["speaker", ...HEAD], sorted.slice(0, MOST_SPEAKERS).map(rowOf))}`;
}

/** How each corpus fared, where there are several. */
export function corpusTable(perCorpus: readonly CorpusMetrics[]): Html {
  if (perCorpus.length < 2) return NOTHING;
  const rows = perCorpus.map((corpus) => {
    const { interval } = corpus;
    const reach = interval ? `${percent(interval.low)} to ${percent(interval.high)}` : "–";
    return row(corpus.group, [bar(corpus.uar), cell(reach), ...cellsOf(corpus).slice(1)]);
  });
  const [first, ...others] = HEAD;
  const head = ["corpus", first, "95 % interval", ...others];
  return html`<h3>By corpus</h3>
<p>Each corpus by itself: an average over corpora hides which of them was easy.</p>
${table("By corpus, in percent", head, rows)}`;
}

const rowOf = (group: GroupMetrics) => row(group.group, cellsOf(group));

const cellsOf = ({ uar, accuracy, macroF1, nLabels, nUtterances }: GroupMetrics): Html[] => [
  bar(uar),
  cell(percent(accuracy)),
  cell(percent(macroF1)),
  cell(nLabels),
  cell(nUtterances),
];
