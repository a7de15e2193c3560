import type { Metrics } from "../metrics.ts";
import { bar, cell, percent, row, table } from "./figures.ts";
import { type Html, html } from "./html.ts";

/** Shades of a cell, from 0 for none of a label's utterances to the last for all of them. */
const N_SHADES = 10;

/** The confusion matrix: of each true label's utterances, the percentage that was given each label. */
export function confusionTable({ labels, confusion, perClass }: Metrics): Html {
  const rows = labels.map((label, truth) => {
    const { support } = perClass[truth];
    const cells = confusion[truth].map((count, predicted) => {
      const share = support === 0 ? 0 : count / support;
      const shade = `s${Math.ceil(share * N_SHADES)}${truth === predicted ? " hit" : ""}`;
      const shown = count === 0 ? html`<span class="zero">0</span>` : html`${Math.round(100 * share)}`;
      return html`<td class="${shade}" title="${`${count} of ${support} ${label} recognized as ${labels[predicted]}`}">${shown}</td>`;
    });
    return row(label, [...cells, cell(support)]);
  });
  const caption = "Rows: what was meant. Columns: what was recognized. Percent of each row; the darker, the more.";
  return table(caption, ["meant \\ recognized", ...labels, "utterances"], rows, "confusion");
}

/** Precision, recall and F1 of each label. */
export function classTable({ perClass }: Metrics): Html {
  const rows = perClass.map(({ label, precision, recall, f1, support }) =>
    row(label, [...[recall, precision, f1].map((share) => bar(support === 0 ? null : share)), cell(support)]),
  );
  return table("By emotion, in percent", ["emotion", "recall", "precision", "F1", "utterances"], rows);
}

/** Which label is most often taken for which, in words; "" where all is right. */
export function commonestMistake({ labels, confusion, perClass }: Metrics): string {
  let worst = { share: 0, truth: 0, predicted: 0 };
  for (const [truth, counts] of confusion.entries()) {
    for (const [predicted, count] of counts.entries()) {
      const share = perClass[truth].support === 0 ? 0 : count / perClass[truth].support;
      if (truth !== predicted && share > worst.share) worst = { share, truth, predicted };
    }
  }
  const { share, truth, predicted } = worst;
  if (share === 0) return "";
  return `The commonest mistake: ${percent(share)} % of ${labels[truth]} is taken for ${labels[predicted]}.`;
}
