import type { Metrics } from "./metrics.ts";

/**
 * The confusion matrix as aligned plain text: a row per true label, a column per predicted one, then the recall in
 * percent ("-" for a label without utterances). The seven emotions take 77 columns, or 78 with counts over 999.
 * Ends without a line break.
 */
export function confusionTable({ labels, confusion, perClass }: Metrics): string {
  return aligned([
    ["true \\ predicted", ...labels, "recall"],
    ...perClass.map(({ label, recall, support }, i) => [
      label,
      ...confusion[i].map(String),
      support === 0 ? "-" : percent(recall),
    ]),
  ]);
}

/**
 * Precision, recall and F1 of each label in percent ("-" where the label never occurs) and its number of utterances,
 * then the measures of the whole, as aligned plain text. Ends without a line break.
 */
export function classTable(metrics: Metrics): string {
  const measures = [
    ["accuracy", metrics.accuracy],
    ["UAR", metrics.uar],
    ["macro F1", metrics.macroF1],
    ["weighted F1", metrics.weightedF1],
  ] as const;
  const table = aligned([
    ["label", "precision", "recall", "F1", "support"],
    ...metrics.perClass.map(({ label, precision, recall, f1, support }) => [
      label,
      ...[precision, recall, f1].map((share) => (support === 0 ? "-" : percent(share))),
      String(support),
    ]),
  ]);
  const whole = measures.map(([name, share]) => `${name} ${percent(share)} %`).join(", ");
  return `${table}\n\n${whole}; ${metrics.nUtterances} utterances`;
}

const percent = (share: number) => (100 * share).toFixed(1);

/** Pads cells to columns two blanks apart: the first to the left, all others to the right. */
function aligned(rows: readonly string[][]): string {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows
    .map(([head, ...cells]) =>
      [head.padEnd(widths[0]), ...cells.map((cell, i) => cell.padStart(widths[i + 1]))].join("  "),
    )
    .join("\n");
}
