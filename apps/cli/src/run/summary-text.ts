import { isLeakyLabel, labelledNumber } from "@undertone/corpus";
import {
  type Calibration,
  calibrationErrorByChance,
  classTable,
  confusionTable,
  type Judgement,
  type ProbabilityMeasures,
} from "@undertone/evaluation";
import { percent } from "../terminal/format.ts";

/**
 * Tables and measures of a judgement for people, under the protocol that every number needs beside it. A leaky one is on every
 * line, so that none can be quoted without it.
 */
export function judgementText(
  judgement: Pick<Judgement, "metrics" | "interval" | keyof ProbabilityMeasures>,
  calibration: Calibration | null,
  protocol: string,
): string {
  const { metrics, interval } = judgement;
  const reach = interval
    ? `95 % interval of the UAR over ${interval.nSpeakers} speakers: ${percent(interval.low)} to ${percent(interval.high)}`
    : "no interval of the UAR: it needs two known speakers or more";
  const text = [
    classTable(metrics),
    reach,
    `calibration: ${measuresText(judgement)}`,
    ...(calibration ? [temperatureText(calibration)] : []),
    "",
    confusionTable(metrics),
  ].join("\n");
  return `protocol: ${protocol}\n\n${isLeakyLabel(protocol) ? marked(text, protocol) : text}`;
}

/** Text of a leaky protocol's numbers, each line marked, those with a whole's number by the full label. */
export function marked(text: string, label: string): string {
  const line = (one: string) =>
    /^(accuracy|UAR|95 %|calibration)/.test(one) ? labelledNumber(label, one) : `leaky | ${one}`.trimEnd();
  return text.split("\n").map(line).join("\n");
}

const measuresText = ({ ece, reliability, nll, brier }: ProbabilityMeasures) =>
  `ECE ${percent(ece)} (by chance alone ${percent(calibrationErrorByChance(reliability))}), negative log-likelihood ${nll.toFixed(3)}, Brier score ${brier.toFixed(3)}`;

const temperatureText = (calibration: Calibration) =>
  `  at a temperature fitted on other speakers: ${measuresText(calibration)}`;
