export { bootstrapInterval, type Interval, type JudgedUtterance } from "./bootstrap-interval.ts";
export {
  type Calibration,
  calibrationOf,
  type ProbabilityMeasures,
  probabilityMeasures,
  temperatureOf,
  tempered,
} from "./calibrated.ts";
export { calibratedByOtherFolds } from "./calibrated-by-other-folds.ts";
export {
  brierScore,
  calibrationErrorByChance,
  expectedCalibrationError,
  nll,
  type ReliabilityBin,
  reliabilityBins,
} from "./calibration.ts";
export { calibrationOverFolds } from "./calibration-over-folds.ts";
export { type Comparison, comparePredictions, type PairedGroup, type PairedMeasure } from "./compare-predictions.ts";
export { type Confusion, confusionMatrix, pooled } from "./confusion-matrix.ts";
export { ensemblePredictions } from "./ensemble-predictions.ts";
export { type CorpusMetrics, type GroupJudgement, type Judgement, judged, judgedByGroup } from "./judgement.ts";
export { type FoldLabels, majorityConfusion } from "./majority-confusion.ts";
export { type MeanAndDeviation, meanAndDeviation } from "./mean-and-deviation.ts";
export {
  type MeasuredJudgement,
  measuredBundle,
  type ShippedMeasures,
  shippedMeasures,
} from "./measured-bundle.ts";
export {
  accuracy,
  type ClassMetrics,
  type Metrics,
  macroF1,
  metricsOf,
  uar,
  weightedF1,
} from "./metrics.ts";
export { type GroupedUtterance, type GroupMetrics, metricsByGroup } from "./metrics-by-group.ts";
export { type AskedUtterance, type Prediction, predictionOf } from "./prediction.ts";
export type { ProbabilityRows } from "./probability-rows.ts";
export { auditFindings } from "./report/audit-findings.ts";
export { cautionsOf } from "./report/cautions.ts";
export { commandText } from "./report/command-text.ts";
export { hardestUtterances } from "./report/hardest-section.ts";
export type { AuditFinding, ReportData, ReportEpoch, ReportFold, ReportProtocol } from "./report/report-data.ts";
export { reportHtml } from "./report/report-html.ts";
export { type LogMel, SPECTROGRAM_FEATURES } from "./report/spectrogram-png.ts";
export { type SignFlipTest, signFlipTest } from "./sign-flip-test.ts";
export { type FoldsSummary, type Measure, type MeasureOverFolds, summaryOverFolds } from "./summary-over-folds.ts";
export { classTable, confusionTable } from "./tables.ts";
export { atTemperature, fitTemperature } from "./temperature.ts";
