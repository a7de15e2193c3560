import type { JSX } from "preact";
import { percent } from "../../components/format.ts";
import { Table } from "../../components/table.tsx";
import type { TrainingReport } from "../../training/services.ts";

interface ReportProps {
  report: TrainingReport;
}

/** A caption of numbers, with their label where they say nothing of recognition. */
export function marked(caption: string, { sound, protocolLabel }: TrainingReport): string {
  return sound ? caption : `${protocolLabel}: ${caption}`;
}

/** What was meant by what was recognized, darker the more of its row. */
export function ConfusionTable({ report }: ReportProps): JSX.Element {
  const { labels, confusion } = report.metrics;
  const cellOf = (count: number, all: number, right: boolean) => ({
    text: count,
    class: `share-${Math.round((10 * count) / all)}${right ? " right" : ""}`,
  });
  return (
    <Table
      scrolls
      class="confusion"
      caption={marked("Confusion, rows as meant, columns as recognized", report)}
      columns={["meant", ...labels]}
      rows={confusion.map((row, truth) => {
        const all = row.reduce((sum, count) => sum + count, 0) || 1;
        return { name: labels[truth], cells: row.map((count, i) => cellOf(count, all, i === truth)) };
      })}
    />
  );
}

export function ClassTable({ report }: ReportProps): JSX.Element {
  return (
    <Table
      class="classes"
      caption={marked("Each emotion against all others", report)}
      columns={["emotion", "recall", "precision", "F1", "utterances"]}
      rows={report.metrics.perClass.map(({ label, recall, precision, f1, support }) => ({
        name: label,
        cells: [percent(recall), percent(precision), percent(f1), support],
      }))}
    />
  );
}

/** Each fold's result, and their mean and deviation. */
export function FoldTable({ report }: ReportProps): JSX.Element {
  const { folds, summary } = report;
  const { uar, accuracy } = summary.measures;
  const spread = ({ mean, standardDeviation }: typeof uar) =>
    standardDeviation === null
      ? percent(mean)
      : `${(100 * mean).toFixed(1)} ± ${(100 * standardDeviation).toFixed(1)} %`;
  return (
    <Table
      class="classes"
      caption={marked("Each fold by a model of its own", report)}
      columns={["fold", "UAR", "accuracy", "ECE", "utterances"]}
      rows={[
        ...folds.map(({ name, metrics, calibration, ece }) => ({
          name,
          cells: [
            percent(metrics.uar),
            percent(metrics.accuracy),
            percent((calibration ?? { ece }).ece),
            metrics.nUtterances,
          ],
        })),
        { name: "mean", cells: [spread(uar), spread(accuracy), "", report.metrics.nUtterances] },
      ]}
    />
  );
}
