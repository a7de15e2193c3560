import { fileURLToPath } from "node:url";
import type { Bundle } from "@undertone/core";
import { isLeakyLabel, labelledNumber } from "@undertone/corpus";
import { models } from "@undertone/models";
import { counted, percent } from "../terminal/format.ts";

/** The bundle that is used where none is named. */
export function shippedModel(): string {
  return fileURLToPath(models.default);
}

/** That it is used, and how far to trust it. */
export function shippedText({ training: { corpora, speakers, protocol, metrics } }: Bundle): string {
  const uar = metrics.uar === undefined ? "not measured" : percent(metrics.uar);
  const measured = `unweighted average recall ${uar}, protocol ${protocol}`;
  return [
    `No --model is named: the one that comes with Undertone is used, trained on acted speech of ${counted(speakers.length, "speaker")} (${corpora.join(", ")}).`,
    `${isLeakyLabel(protocol) ? labelledNumber(protocol, measured) : measured}. What it is for, and not: models/README.md`,
  ].join("\n");
}
