import { commandText } from "@undertone/evaluation";
import type { JSX } from "preact";
import { counted, percent } from "../../components/format.ts";
import { Icon } from "../../components/icon.tsx";
import { LabelledNumber } from "../../components/labelled-number.tsx";
import { ReliabilityDiagram } from "../../components/reliability-diagram.tsx";
import { saveFile } from "../../files/save-file.ts";
import { BundleDownloads } from "../../model/bundle-downloads.tsx";
import { commandOf } from "../../training/command.ts";
import type { CorpusTable, TrainingChoice, TrainingReport } from "../../training/services.ts";
import { ClassTable, ConfusionTable, FoldTable, marked } from "./report-tables.tsx";
import { SameWeights } from "./same-weights.tsx";

export interface ReportPanelProps {
  report: TrainingReport;
  choice: TrainingChoice;
  corpus: CorpusTable;
  /** @param command  what repeats the training */
  reportHtml(command: string): Promise<string>;
  /** opens the bundle in Recognize */
  onUse(bundle: Uint8Array<ArrayBuffer>): void;
}

/** How well the model does, whose numbers hold for whom, which weights it has, and what can be done with it. */
export function ReportPanel({ report, choice, corpus, reportHtml, onUse }: ReportPanelProps): JSX.Element {
  const { bundle, calibration, sound, folds } = report;
  const command = commandOf(choice, corpus);
  const saveReport = async () => {
    const how = command ? commandText(command) : "in the browser: these voices are only trained there";
    saveFile("report.html", await reportHtml(how), "text/html");
  };
  return (
    <section class={sound ? "report" : "report unsound"} aria-labelledby="report-title">
      <h2 id="report-title">What it learned</h2>
      <Verdict report={report} />
      <div class="buttons">
        <button type="button" class="button primary" onClick={() => onUse(bundle)}>
          <Icon name="check" /> Use it in Recognize
        </button>
        <button type="button" class="button" onClick={() => void saveReport()}>
          <Icon name="download" /> report.html
        </button>
      </div>
      <BundleDownloads bundle={bundle} />
      {folds.length > 1 && <FoldTable report={report} />}
      <div class="tables">
        <ConfusionTable report={report} />
        <ClassTable report={report} />
      </div>
      <div class="tables">
        <ReliabilityDiagram title={marked("As trained", report)} measures={report} />
        {calibration && (
          <ReliabilityDiagram
            title={marked(`At temperature ${calibration.temperature.toFixed(2)}`, report)}
            measures={calibration}
          />
        )}
      </div>
      <SameWeights report={report} command={command} />
    </section>
  );
}

function Verdict({ report }: { report: TrainingReport }): JSX.Element {
  const { metrics, interval, protocolLabel, sound, folds, labels } = report;
  const nTested = new Set(folds.flatMap(({ testSpeakers }) => testSpeakers)).size;
  const whose = nTested > 0 ? ` of ${counted(nTested, "speaker")}` : "";
  return (
    <>
      <p class="headline" data-testid="uar">
        <LabelledNumber label={protocolLabel} sound={sound}>
          {percent(metrics.uar)}
        </LabelledNumber>
      </p>
      <p>
        UAR, the mean recall of all emotions{folds.length > 1 && `, over ${folds.length} folds`}; guessing gives{" "}
        {percent(1 / labels.length)}.{" "}
        {sound && interval && `95 % interval over speakers ${percent(interval.low)} to ${percent(interval.high)}. `}
        {sound ? (
          `Accuracy ${percent(metrics.accuracy)} `
        ) : (
          <>
            Accuracy{" "}
            <LabelledNumber label={protocolLabel} sound={false}>
              {percent(metrics.accuracy)}
            </LabelledNumber>{" "}
          </>
        )}
        on {counted(metrics.nUtterances, "utterance")}
        {whose}.
      </p>
      {!sound && (
        <p class="caution">
          What was tested had been trained on: no number here says how well the model does on new speech.
        </p>
      )}
    </>
  );
}
