import { classTable, confusionTable } from "@undertone/evaluation";
import { percent } from "../terminal/format.ts";
import type { Judgement } from "./judge.ts";

/** Tables and measures of a judgement for people, under the protocol that every number needs beside it. */
export function judgementText({ metrics, nll, ece, interval }: Judgement, protocol: string): string {
  const reach = interval
    ? `95 % interval of the UAR over ${interval.nSpeakers} speakers: ${percent(interval.low)} to ${percent(interval.high)}`
    : "no interval of the UAR: it needs two known speakers or more";
  return [
    `protocol: ${protocol}`,
    "",
    classTable(metrics),
    reach,
    `calibration: ECE ${percent(ece)}, negative log-likelihood ${nll.toFixed(3)}`,
    "",
    confusionTable(metrics),
  ].join("\n");
}
