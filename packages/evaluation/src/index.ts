export { bootstrapInterval, type Interval, type JudgedUtterance } from "./bootstrap-interval.ts";
export { brierScore, expectedCalibrationError, nll, type ReliabilityBin, reliabilityBins } from "./calibration.ts";
export { type Confusion, confusionMatrix, pooled } from "./confusion-matrix.ts";
export { type FoldLabels, majorityConfusion } from "./majority-confusion.ts";
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
export type { ProbabilityRows } from "./probability-rows.ts";
export { type FoldsSummary, type Measure, type MeasureOverFolds, summaryOverFolds } from "./summary-over-folds.ts";
export { classTable, confusionTable } from "./tables.ts";
export { atTemperature, fitTemperature } from "./temperature.ts";
