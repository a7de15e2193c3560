import { fileURLToPath } from "node:url";
import type { Bundle } from "@undertone/core";
import { isLeakyLabel, labelledNumber } from "@undertone/corpus";
import { models } from "@undertone/models";
import { readBundle } from "../files/read-bundle.ts";
import { counted, percent } from "../terminal/format.ts";
import type { Terminal } from "../terminal/terminal.ts";

/**
 * The model of the file that is named, or the one that comes with Undertone, after saying so.
 *
 * @throws CommandError if the file holds none
 */
export async function openModel(
  named: string | undefined,
  terminal: Terminal,
): Promise<{ model: string; bundle: Bundle }> {
  const model = named ?? fileURLToPath(models.default);
  const bundle = await readBundle(model);
  if (named === undefined) terminal.print(`${shippedText(bundle)}\n`);
  return { model, bundle };
}

/** That it is used, and how far to trust it. */
function shippedText({ training: { corpora, speakers, protocol, metrics } }: Bundle): string {
  const uar = metrics.uar === undefined ? "not measured" : percent(metrics.uar);
  const measured = `unweighted average recall ${uar}, protocol ${protocol}`;
  return [
    `No --model is named: the one that comes with Undertone is used, trained on acted speech of ${counted(speakers.length, "speaker")} (${corpora.join(", ")}).`,
    `${isLeakyLabel(protocol) ? labelledNumber(protocol, measured) : measured}. What it is for, and not: models/README.md`,
  ].join("\n");
}
