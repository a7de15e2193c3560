import { join } from "node:path";
import { encodeBundle, networkOf } from "@undertone/core";
import { CommandError, rejecting, UsageError } from "../errors.ts";
import { writeAtomic } from "../files/atomic-write.ts";
import { readBundle } from "../files/read-bundle.ts";
import { readText } from "../files/read-file.ts";
import { counted } from "../terminal/format.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { bundleText, fileFacts } from "./bundle-text.ts";
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

  const { byteLength, gzipByteLength, sha256 } = fileFacts(bytes);
  terminal.print(
    `${path}, from ${join(run, folder)}\n\n${bundleText(measured, { byteLength, gzipByteLength, sha256 })}`,
  );
  terminal.print(`\nNext: npx undertone recognize --model ${path} FILES`);
  const { tensors: _, ...header } = measured;
  const parameters = networkOf(measured).nTrainable;
  terminal.result({ path, byteLength, gzipByteLength, sha256, from: folder, parameters, ...header });
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
