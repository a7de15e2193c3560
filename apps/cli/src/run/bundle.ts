import { mkdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import { checkBundle, type Dtype, networkOf } from "@undertone/core";
import { isLeakyLabel, labelledNumber } from "@undertone/corpus";
import { measuredBundle, type ShippedMeasures, shippedMeasures } from "@undertone/evaluation";
import { CommandError, rejecting, UsageError } from "../errors.ts";
import { writeAtomic } from "../files/atomic-write.ts";
import { readBundle } from "../files/read-bundle.ts";
import { readText } from "../files/read-file.ts";
import { counted, fileSize, percent, table } from "../terminal/format.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { bundleText, type FileFacts, fileFacts } from "./bundle-text.ts";
import { type ChosenWeights, chooseWeights, weightsAsTheyAre } from "./choose-weights.ts";
import { type Form, type FormFile, filesOf, formOfPath, isForExchange, RECOGNIZING } from "./forms.ts";
import { measuredSide, type RunModel, type SideArguments } from "./measured-side.ts";
import { fromUnderLabel, underLabel } from "./protocol.ts";
import type { RunReport } from "./run-report.ts";

/** What `undertone bundle` was asked for. */
export interface BundleArguments extends SideArguments {
  /** a folder, or the one file that is written; left out: the run's folder */
  out?: string;
  /** left out: what `out` names, or all that recognizes */
  form?: Form[];
  /** left out: the smallest that costs no more than `maxLoss` */
  weights?: Dtype;
  /** points of UAR */
  maxLoss: number;
  /** from 1 */
  fold?: number;
}

/** `undertone bundle`. @param run  the folder of one, or a bundle that is there already */
export async function bundle(
  run: string,
  options: BundleArguments,
  signal: AbortSignal,
  terminal: Terminal,
): Promise<void> {
  if (formOfPath(run) === "undertone") return inOtherForms(run, options, terminal);
  const forms = formsFor(options);
  const reportFile = join(run, "metrics.json");
  const report = await readReport(reportFile);
  const { folder, name, weightsSha256, ...shipped } = chosenModel(run, report, options.fold);
  const file = join(run, folder, "model.undertone");
  const model = await readBundle(file);
  const found = model.training.weightsSha256;
  // A demo's model lies in the run's own folder, as it is shipped.
  const isShipped = folder === "";
  if (!isShipped && found !== weightsSha256) {
    throw new CommandError(`${file}: has weights ${found}, expected those that were measured, ${weightsSha256}`);
  }
  const measured = isShipped ? model : measuredBundle(model, shipped);
  rejecting(CommandError, () => checkBundle(measured), `${reportFile}: `);
  const chosen = await storedWeights({ run, fold: name, bundle: measured }, forms, options, terminal, signal);
  const files = await written(await filesOf(chosen.bundle, forms), options.out ?? run);

  const { measures, dtype, side, nRecordings } = chosen;
  terminal.print(`${join(run, folder)}, ${lossText(chosen, shipped.protocol)}\n\n${filesTable(files)}`);
  terminal.print(`\n${bundleText(chosen.bundle)}`);
  const container = files.find(({ path }) => path.endsWith(".undertone"));
  if (container) terminal.print(`\nNext: npx undertone recognize --model ${container.path} FILES`);
  const { tensors: _, dtypes: __, ...header } = chosen.bundle;
  const parameters = networkOf(measured).nTrainable;
  const weights = underLabel({ protocolLabel: shipped.protocol, dtype, measures, side, nRecordings });
  terminal.result({ from: folder, files, weights, parameters, ...header });
}

/** Writes a bundle in other forms, its weights as they are stored: what they cost was measured when it was made. */
async function inOtherForms(file: string, options: BundleArguments, terminal: Terminal): Promise<void> {
  for (const name of ["weights", "fold", "corpus"] as const) {
    if (options[name] === undefined) continue;
    throw new UsageError(`${name} is ${options[name]}, expected none with a bundle, only with the folder of a run`);
  }
  const forms = options.form || options.out ? formsFor(options) : RECOGNIZING.filter((form) => form !== "undertone");
  const made = await readBundle(file);
  const files = await written(await filesOf(made, forms), options.out ?? dirname(file));
  terminal.print(`${file}\n\n${filesTable(files)}\n\n${bundleText(made)}`);
  const { tensors: _, dtypes: __, ...header } = made;
  terminal.result({ from: file, files, parameters: networkOf(made).nTrainable, ...header });
}

/** @throws UsageError if `out` is a file of another form, or of one among several */
function formsFor({ out, form }: BundleArguments): Form[] {
  const named = out === undefined ? null : formOfPath(out);
  if (named === null) return form ?? [...RECOGNIZING];
  if (form === undefined || (form.length === 1 && form[0] === named)) return [named];
  throw new UsageError(`out is ${out}, a file for form ${named}, expected a folder for ${form.join(",")}`);
}

/** The bundle with its weights as they are shipped. What only other programs read stays float32 unless asked otherwise. */
async function storedWeights(
  model: RunModel,
  forms: readonly Form[],
  { weights, maxLoss, corpus, workers, cache }: BundleArguments,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<ChosenWeights> {
  const { bundle } = model;
  if ((weights ?? (forms.every(isForExchange) ? "f32" : null)) === "f32") return weightsAsTheyAre(bundle);
  const side = await measuredSide(model, { corpus, workers, cache }, terminal, signal);
  if (typeof side !== "string") return chooseWeights(bundle, weights ?? null, maxLoss, side, terminal, signal);
  if (weights !== undefined) {
    throw new CommandError(`weights are ${weights}, expected f32 where their cost cannot be measured: ${side}`);
  }
  terminal.warn(`the weights stay float32, as the cost of fewer bits cannot be measured: ${side}`);
  return weightsAsTheyAre(bundle);
}

/** Writes the files into the folder `out` or, where it names a file of a form, under its name with their own endings. */
async function written(files: readonly FormFile[], out: string): Promise<({ path: string } & FileFacts)[]> {
  const facts: ({ path: string } & FileFacts)[] = [];
  const form = formOfPath(out);
  for (const { path: name, content } of files) {
    const ending = name.slice(name.indexOf("."));
    const path = form === null ? join(out, name) : out.slice(0, -form.length - 1) + ending;
    await mkdir(dirname(path), { recursive: true });
    await writeAtomic(path, content);
    facts.push({ path, ...fileFacts(content) });
  }
  return facts;
}

function filesTable(files: readonly ({ path: string } & FileFacts)[]): string {
  const rows = files.map(({ path, byteLength, gzipByteLength, sha256 }) => {
    return [path, fileSize(byteLength), fileSize(gzipByteLength), sha256];
  });
  return table([["file", "size", "by gzip", "SHA-256"], ...rows], "lrrl");
}

/** What the weights' dtype costs: never a number of a leaky run without its label. */
function lossText({ dtype, measures, side, nRecordings }: ChosenWeights, protocol: string): string {
  const [before, after] = [measures[0], measures.find((one) => one.dtype === dtype)];
  if (!before || !after) return `weights ${dtype}`;
  const uars = `UAR ${percent(before.uar)} with float32, ${percent(after.uar)} with ${dtype}`;
  const nlls = `negative log-likelihood ${before.nll.toFixed(3)} and ${after.nll.toFixed(3)}`;
  const text = `${uars}; ${nlls}; on ${counted(nRecordings, "recording")} of ${side}`;
  return `weights ${dtype}: ${isLeakyLabel(protocol) ? labelledNumber(protocol, text) : text}`;
}

/** The final model, the model of the fold asked for, or of the only one; and what was measured of it. */
function chosenModel(
  run: string,
  report: RunReport,
  fold: number | undefined,
): { folder: string; name: string | null; weightsSha256: string } & ShippedMeasures {
  const { folds, final, summary, protocolLabel } = report;
  if (fold === undefined && final) {
    const protocol = `${protocolLabel}, by the models of ${counted(folds.length, "fold")}`;
    return { name: null, ...final, ...shippedMeasures({ ...report, metrics: summary.pooled }), protocol };
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
    if (isOlderReport(report)) {
      throw new CommandError(
        `${path}: lacks protocolLabel, whom its numbers hold for: an earlier Undertone wrote it, expected a run of this one`,
      );
    }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
  }
  throw new CommandError(`${path}: is no run's, expected what undertone train writes`);
}

/** Whether it would be a run's, were the protocol named. */
function isOlderReport(value: unknown): boolean {
  const named = (one: unknown) => ({ ...(one as object), protocolLabel: "" });
  const { folds } = (value ?? {}) as Partial<RunReport>;
  return isRunReport({ ...named(value), folds: Array.isArray(folds) ? folds.map(named) : folds });
}

/** Whether all that leads to a model and its measures is there; the measures themselves are checked as the bundle's. */
function isRunReport(value: unknown): value is RunReport {
  const { folds, final, summary, protocolLabel } = (value ?? {}) as Partial<RunReport>;
  const isFolder = (one: { folder?: unknown } | null) => typeof one?.folder === "string";
  return (
    typeof protocolLabel === "string" &&
    Array.isArray(folds) &&
    folds.every((fold) => isFolder(fold) && fold.metrics && typeof fold.protocolLabel === "string") &&
    (final === null || isFolder(final ?? null)) &&
    typeof summary?.pooled === "object"
  );
}
