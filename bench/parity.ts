import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { loadWaveform } from "@undertone/audio";
import { type Bundle, decodeBundle, networkOf, type Waveform } from "@undertone/core";
import { loadDsp } from "@undertone/kernels/dsp";
import { models } from "@undertone/models";
import { createRecognizer } from "@undertone/runtime";
import { startTrainingBackend } from "@undertone/tfjs-wasm-train";
import { predict, recipeNamed } from "@undertone/trainer";
import { parseArguments } from "./arguments.ts";
import { syntheticSpeech } from "./speech.ts";

/**
 * Does the runtime say of every recording what the trainer's network says, in the shipped models' own weights: as float32, and as
 * they are stored?
 *
 * Usage: npm run bench -- parity [FOLDER of recordings]; without, synthetic speech.
 */
const CLIPS_AT_ONCE = 40;
const dsp = await loadDsp();
const backend = await startTrainingBackend();

const { files } = parseArguments(process.argv.slice(2));
const paths = files.flatMap((path) =>
  statSync(path).isDirectory()
    ? readdirSync(path, { recursive: true, encoding: "utf8" }).map((name) => join(path, name))
    : [path],
);
const recordings = paths.filter((path) => /\.(flac|wav|mp3|ogg|aiff)$/i.test(path)).sort();

/** Groups of clips, decoded when it is their turn. */
async function* clips(sampleRate: number): AsyncGenerator<Waveform[]> {
  if (recordings.length === 0) yield [syntheticSpeech(3), syntheticSpeech(1), syntheticSpeech(5)];
  for (let i = 0; i < recordings.length; i += CLIPS_AT_ONCE) {
    const group = recordings.slice(i, i + CLIPS_AT_ONCE);
    yield await Promise.all(
      group.map(async (file) => (await loadWaveform(dsp, readFileSync(file), file, sampleRate)).waveform),
    );
  }
}

for (const name of ["default", "nano"] as const) {
  const stored = decodeBundle(readFileSync(models[name]));
  const { dtypes: _, ...whole } = stored;
  const model = { ...whole, recipe: { ...recipeNamed(name), input: stored.input }, network: networkOf(stored) };
  const trained = { ...model, weights: stored.tensors, statistics: null, weightsSha256: stored.training.weightsSha256 };
  const runtimes = await Promise.all(
    Object.entries<Bundle>({ float32: whole, stored }).map(async ([weights, bundle]) => {
      return { weights, recognizer: await createRecognizer(bundle), otherLabels: 0, difference: 0 };
    }),
  );
  let nClips = 0;
  for await (const group of clips(stored.input.features.sampleRate)) {
    const expected = predict(trained, group, { dsp, backend });
    for (const [i, clip] of group.entries()) {
      nClips++;
      for (const runtime of runtimes) {
        const found = runtime.recognizer.probabilities(clip);
        const differences = found.map((value, k) => Math.abs(value - expected[i][k]));
        runtime.difference = Math.max(runtime.difference, ...differences);
        if (top(found) !== top(expected[i])) runtime.otherLabels++;
      }
    }
  }
  for (const { weights, otherLabels, difference } of runtimes) {
    console.log(
      `${name}, ${weights} weights: ${nClips} clips, ${otherLabels} other top labels, probabilities differ by at most ${difference.toExponential(1)}`,
    );
    console.log(JSON.stringify({ question: "parity", model: name, weights, nClips, otherLabels, difference }));
  }
}

function top(probabilities: Float32Array): number {
  return probabilities.indexOf(Math.max(...probabilities));
}
