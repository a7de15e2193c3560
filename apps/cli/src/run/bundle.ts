import { join } from "node:path";
import { type Bundle, encodeBundle, networkOf, sha256Hex } from "@undertone/core";
import { isLeakyLabel, labelledNumber } from "@undertone/corpus";
import { CommandError, rejecting, UsageError } from "../errors.ts";
import { writeAtomic } from "../files/atomic-write.ts";
import { readBundle } from "../files/read-bundle.ts";
import { readText } from "../files/read-file.ts";
import { counted, fileSize, percent, table } from "../terminal/format.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { measuredBundle, type Shipped, shippedMeasures } from "./measured-bundle.ts";
import { fromUnderLabel } from "./protocol.ts";
import type { RunReport } from "./run-report.ts";

/** What `undertone bundle` was asked for. */
export interface BundleArguments {
  out?: string;
  /** from 1 */
  fold?: number;
}

/** `undertone bundle`. */
export async function bundle(run: string, { out, fold }: BundleArguments, terminal: Terminal): Promise<void> {
  const reportFile = join(run, "metrics.json");
  const report = await readReport(reportFile);
  const { folder, weightsSha256, ...shipped } = chosenModel(run, report, fold);
  const file = join(run, folder, "model.undertone");
  const model = await readBundle(file);
  const found = model.training.weightsSha256;
  if (found !== weightsSha256) {
    throw new CommandError(`${file}: has weights ${found}, expected those that were measured, ${weightsSha256}`);
  }
  const measured = measuredBundle(model, shipped);
  const bytes = rejecting(CommandError, () => encodeBundle(measured), `${reportFile}: `);
  const path = out ?? join(run, "model.undertone");
  await writeAtomic(path, bytes);

  const sha256 = sha256Hex(bytes);
  terminal.print(`${path}, from ${join(run, folder)}\n\n${bundleText(measured, bytes.length, sha256)}`);
  terminal.print(`\nNext: npx undertone recognize --model ${path} FILES`);
  const { tensors: _, ...header } = measured;
  const parameters = networkOf(measured).nTrainable;
  terminal.result({ path, byteLength: bytes.length, sha256, from: folder, parameters, ...header });
}

/** What a bundle holds, for people. */
export function bundleText(bundle: Bundle, byteLength: number, sha256: string): string {
  const { labels, input, training } = bundle;
  const { features } = input;
  const kind =
    features.kind === "mfcc" ? `${features.nMfcc} MFCC of ${features.nMels} mels` : `${features.nMels} log-mels`;
  const deltas = features.deltas > 0 ? `, deltas to order ${features.deltas}` : "";
  return table(
    [
      ["size", fileSize(byteLength)],
      ["parameters", String(networkOf(bundle).nTrainable)],
      ["labels", labels.join(", ")],
      ["features", `${kind}${deltas}, ${features.sampleRate} Hz, ${input.normalization} normalization`],
      ["trained on", `${training.corpora.join(", ")}: ${counted(training.speakers.length, "known speaker")}`],
      ["recipe", `${training.recipe}, seed ${training.seed}`],
      ["measured", training.protocol],
      ["", metricsText(training)],
      ...temperatureRows(training.metrics),
      ["weights SHA-256", training.weightsSha256],
      ["recipe SHA-256", training.recipeSha256],
      ["features SHA-256", bundle.featuresSha256],
      ["file SHA-256", sha256],
    ],
    "ll",
  );
}

function temperatureRows({ temperature }: Record<string, number>): string[][] {
  return temperature === undefined
    ? []
    : [["temperature", `${temperature}, by which the last layer's trained weights are divided`]];
}

function metricsText({ metrics, protocol }: Bundle["training"]): string {
  const isLeaky = isLeakyLabel(protocol);
  const plain = Object.entries(metrics).map(([name, value]) => [name.replace(/^leaky /, ""), value]);
  const { uar, uarLow, uarHigh, accuracy, macroF1, ece, nUtterances } = Object.fromEntries(plain);
  const reach = uarLow === undefined ? "" : ` (95 % interval ${percent(uarLow)} to ${percent(uarHigh)})`;
  const text = `UAR ${percent(uar)}${reach}, accuracy ${percent(accuracy)}, macro F1 ${percent(macroF1)}, ECE ${percent(ece)}; ${counted(nUtterances, "utterance")}`;
  return isLeaky ? labelledNumber(protocol, text) : text;
}

/** The final model, the model of the fold asked for, or of the only one; and what was measured of it. */
function chosenModel(
  run: string,
  report: RunReport,
  fold: number | undefined,
): { folder: string; weightsSha256: string } & Shipped {
  const { folds, final, summary, protocolLabel } = report;
  if (fold === undefined && final) {
    const protocol = `${protocolLabel}, by the models of ${counted(folds.length, "fold")}`;
    return { ...final, ...shippedMeasures({ ...report, metrics: summary.pooled }), protocol };
  }
  const chosen =
    fold === undefined && folds.length === 1 ? folds[0] : folds.find(({ folder }) => folder === `fold-${fold}`);
  if (chosen) return { ...chosen, ...shippedMeasures(chosen), protocol: protocolLabel };

  const there = folds.map(({ folder }) => folder.replace("fold-", "")).join(", ");
  throw new UsageError(
    fold === undefined
      ? `${run}: has no final model, expected --fold with one of ${there}`
      : `fold is ${fold}, expected one of ${there}`,
  );
}

async function readReport(path: string): Promise<RunReport> {
  try {
    const report = fromUnderLabel<unknown>(JSON.parse(await readText(path)));
    if (isRunReport(report)) return report;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new CommandError(`${path}: is no run's, expected what undertone train writes`);
}

/** Whether all that leads to a model and its measures is there; the measures themselves are checked as the bundle's. */
function isRunReport(value: unknown): value is RunReport {
  const { folds, final, summary } = (value ?? {}) as Partial<RunReport>;
  const isFolder = (one: { folder?: unknown } | null) => typeof one?.folder === "string";
  return (
    Array.isArray(folds) &&
    folds.every((fold) => isFolder(fold) && fold.metrics) &&
    (final === null || isFolder(final ?? null)) &&
    typeof summary?.pooled === "object"
  );
}
