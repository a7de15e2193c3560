// What fewer bits for the weights cost on speakers that no model has heard: every fold's model tests its own test side again,
// its kernels stored as float32, float16 and whole numbers of 8 and 6 bits.
// Usage: node --conditions=@undertone/source --import tsx apps/cli/scripts/quantization-loss.ts RUN CORPUS_FOLDER
import { join } from "node:path";
import { DTYPES, encodeBundle, quantizedBundle } from "@undertone/core";
import type { FoldPlanJson } from "@undertone/corpus";
import { judged, type Prediction } from "@undertone/evaluation";
import { readBundle } from "../src/files/read-bundle.ts";
import { readJsonIfThere } from "../src/files/read-file.ts";
import { decodeCorpus } from "../src/run/decode-corpus.ts";
import { predictionsOfEach } from "../src/run/measure-bundles.ts";
import { fromUnderLabel } from "../src/run/protocol.ts";
import { readRunCorpus } from "../src/run/run-order.ts";
import type { RunReport } from "../src/run/run-report.ts";
import { terminalOf } from "../src/terminal/terminal.ts";

const [run, folder] = process.argv.slice(2);
const { signal } = new AbortController();
const terminal = terminalOf({ stdout: process.stdout, stderr: process.stderr, args: [], signal }, true);
const report = fromUnderLabel(await readJsonIfThere<RunReport>(join(run, "metrics.json")));
const plan = await readJsonIfThere<FoldPlanJson>(join(run, "folds.json"));
const corpus = await readRunCorpus(run);
if (!report || !plan || !corpus) throw new Error(`${run} is no run that was tested`);

const made = new Map(DTYPES.map((dtype): [string, Prediction[]] => [dtype, []]));
const byteLengths = new Map<string, number>();
for (const fold of report.folds) {
  const bundle = await readBundle(join(run, fold.folder, "model.undertone"));
  const tested = new Set(plan.folds.find(({ name }) => name === fold.name)?.test);
  const utterances = corpus.utterances.filter(({ path }) => tested.has(path));
  const { sampleRate } = bundle.input.features;
  const { recordings } = await decodeCorpus({ folder, utterances, sampleRate, options: {} }, terminal, signal);

  const stored = DTYPES.map((dtype) => quantizedBundle(bundle, dtype));
  const phase = terminal.phase({ title: fold.name, total: recordings.length, unit: "utterances", lines: "timed" });
  const each = await predictionsOfEach(stored, recordings, phase, signal);
  for (const [i, dtype] of DTYPES.entries()) {
    made.get(dtype)!.push(...each[i]);
    byteLengths.set(dtype, encodeBundle(stored[i]).length);
  }
}

const whole = made.get("f32")!;
console.log(`${run}: ${whole.length} utterances, protocol ${report.protocolLabel}`);
for (const dtype of DTYPES) {
  const predictions = made.get(dtype)!;
  const { metrics, nll, ece } = judged(predictions, report.labels, 1);
  const changed = predictions.filter(({ predicted }, i) => predicted !== whole[i].predicted).length;
  const furthest = Math.max(
    ...predictions.map(({ probabilities }, i) =>
      Math.max(...probabilities.map((p, k) => Math.abs(p - whole[i].probabilities[k]))),
    ),
  );
  console.log(
    `${dtype}: ${byteLengths.get(dtype)} bytes, UAR ${(100 * metrics.uar).toFixed(2)} %, NLL ${nll.toFixed(4)}, ECE ${(100 * ece).toFixed(2)} %, ${changed} other labels, probabilities differ by up to ${furthest.toFixed(4)}`,
  );
}
