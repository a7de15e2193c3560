import type { JSX } from "preact";
import { counted, fileSize, percent } from "../../components/format.ts";
import { Icon } from "../../components/icon.tsx";
import { Table } from "../../components/table.tsx";
import { saveFile } from "../../files/save-file.ts";
import { DEMO, RECIPES, SYNTHETIC_NAME } from "../../training/demo-settings.ts";
import type { CorpusTable, TrainingChoice, TrainingReport } from "../../training/services.ts";

export interface ReportPanelProps {
  report: TrainingReport;
  choice: TrainingChoice;
  corpus: CorpusTable;
  /** opens the bundle in Recognize */
  onUse(): void;
}

/** How well the model does for voices it never heard, whose weights it has, and what can be done with it. */
export function ReportPanel({ report, choice, corpus, onUse }: ReportPanelProps): JSX.Element {
  const { metrics, interval, protocolLabel, testSpeakers, keptEpoch, epochs, weightsSha256, bundle } = report;
  const command = commandOf(choice, corpus);
  return (
    <section class="report" aria-labelledby="report-title">
      <h2 id="report-title">What it learned</h2>
      <p class="verdict">
        <strong data-testid="uar">{percent(metrics.uar)}</strong> <span>UAR, the mean recall of all emotions</span>{" "}
        <span class="protocol">{protocolLabel}</span>
      </p>
      <p>
        {interval && `95 % interval over speakers ${percent(interval.low)} to ${percent(interval.high)}. `}
        Accuracy {percent(metrics.accuracy)} on {counted(metrics.nUtterances, "utterance")} of{" "}
        {counted(testSpeakers.length, "unseen speaker")}; guessing gives {percent(1 / report.labels.length)}. Expected
        calibration error {percent(report.calibratedEce)} at temperature {report.temperature.toFixed(2)}.
      </p>
      <div class="buttons">
        <button type="button" class="button primary" onClick={onUse}>
          <Icon name="check" /> Use it in Recognize
        </button>
        <button type="button" class="button" onClick={() => saveFile("model.undertone", bundle)}>
          <Icon name="download" /> model.undertone, {fileSize(bundle.length)}
        </button>
      </div>
      <div class="tables">
        <ConfusionTable report={report} />
        <ClassTable report={report} />
      </div>
      <div class="same">
        <h3>The same weights anywhere</h3>
        <p>
          Epoch {keptEpoch} of {epochs} kept. SHA-256 of the weights:
        </p>
        <p>
          <code data-testid="sha256">{weightsSha256}</code>
        </p>
        <p>
          {command ? (
            <>
              The same in Node, bit for bit: <code data-testid="command">{command}</code>
            </>
          ) : (
            "With the recipe demo and its own numbers, npx undertone demo gives the same in Node."
          )}
        </p>
      </div>
    </section>
  );
}

/**
 * What gives the same weights in a terminal; null where nothing does: the synthetic voices are only trained there as
 * `undertone demo` does it.
 */
export function commandOf(
  choice: TrainingChoice,
  { name, synthetic }: Pick<CorpusTable, "name" | "synthetic">,
): string | null {
  const { recipe, epochs, folds, validationSpeakers } = choice;
  const usual = epochs === RECIPES.find((one) => one.name === recipe)?.epochs;
  if (synthetic && name === SYNTHETIC_NAME) {
    const asDemo = folds === DEMO.folds && validationSpeakers === DEMO.validationSpeakers;
    return recipe === "demo" && usual && asDemo ? "npx undertone demo" : null;
  }
  const folder = /^[\w.-]+$/.test(name) ? name : `"${name}"`;
  const changed = usual ? "" : ` --epochs ${epochs}`;
  return `npx undertone train ${folder} --recipe ${recipe}${changed} --folds ${folds} --fold 1 --validation-speakers ${validationSpeakers}`;
}

function ConfusionTable({ report: { metrics } }: { report: TrainingReport }): JSX.Element {
  const { labels, confusion } = metrics;
  const cellOf = (count: number, all: number, right: boolean) => ({
    text: count,
    class: `share-${Math.round((10 * count) / all)}${right ? " right" : ""}`,
  });
  return (
    <Table
      scrolls
      class="confusion"
      caption="Confusion: rows are what was meant, columns what was recognized"
      columns={["meant", ...labels]}
      rows={confusion.map((row, truth) => {
        const all = row.reduce((sum, count) => sum + count, 0) || 1;
        return { name: labels[truth], cells: row.map((count, i) => cellOf(count, all, i === truth)) };
      })}
    />
  );
}

function ClassTable({ report: { metrics } }: { report: TrainingReport }): JSX.Element {
  return (
    <Table
      class="classes"
      caption="Each emotion against all others"
      columns={["emotion", "recall", "precision", "F1", "utterances"]}
      rows={metrics.perClass.map(({ label, recall, precision, f1, support }) => ({
        name: label,
        cells: [percent(recall), percent(precision), percent(f1), support],
      }))}
    />
  );
}
