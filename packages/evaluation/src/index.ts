export { bootstrapInterval, type Interval, type JudgedUtterance } from "./bootstrap-interval.ts";
export { expectedCalibrationError, nll, type ProbabilityRows } from "./calibration.ts";
export { type Confusion, confusionMatrix, pooled } from "./confusion-matrix.ts";
export {
  accuracy,
  type ClassMetrics,
  type Metrics,
  macroF1,
  metricsOf,
  uar,
  weightedF1,
} from "./metrics.ts";
export { type FoldsSummary, type Measure, type MeasureOverFolds, summaryOverFolds } from "./summary-over-folds.ts";
export { classTable, confusionTable } from "./tables.ts";
