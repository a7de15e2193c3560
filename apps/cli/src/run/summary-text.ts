import { isLeakyLabel, labelledNumber } from "@undertone/corpus";
import { classTable, confusionTable } from "@undertone/evaluation";
import { percent } from "../terminal/format.ts";
import type { Judgement } from "./judge.ts";

/**
 * Tables and measures of a judgement for people, under the protocol that every number needs beside it. A leaky one is on every
 * line, so that none can be quoted without it.
 */
export function judgementText({ metrics, nll, ece, interval }: Judgement, protocol: string): string {
  const reach = interval
    ? `95 % interval of the UAR over ${interval.nSpeakers} speakers: ${percent(interval.low)} to ${percent(interval.high)}`
    : "no interval of the UAR: it needs two known speakers or more";
  const text = [
    classTable(metrics),
    reach,
    `calibration: ECE ${percent(ece)}, negative log-likelihood ${nll.toFixed(3)}`,
    "",
    confusionTable(metrics),
  ].join("\n");
  return `protocol: ${protocol}\n\n${isLeakyLabel(protocol) ? marked(text, protocol) : text}`;
}

function marked(text: string, label: string): string {
  const line = (one: string) =>
    /^(accuracy|95 %|calibration)/.test(one) ? labelledNumber(label, one) : `leaky | ${one}`.trimEnd();
  return text.split("\n").map(line).join("\n");
}
