import { moduleOf } from "@undertone/bundler";
import { type Dtype, float32Bytes, quantizedBundle, sha256Hex } from "@undertone/core";
import { syntheticCorpus } from "@undertone/corpus";
import type { Recognizer } from "@undertone/runtime";
import { drawnBundle } from "./drawn-bundle.ts";
import type { Job } from "./job.ts";

const DTYPES: readonly Dtype[] = ["f32", "f16", "i8", "i6"];

/** Rates that need no resampling, an exact filter, and an interpolated one. */
const SAMPLE_RATES = [16_000, 48_000, 15_999];

const nameOf = (dtype: Dtype): string => `emotion-${dtype}.mjs`;

/** The files that the job imports, by their names: emotion.mjs of drawn weights, stored in every way. */
export async function recognitionFiles(): Promise<Record<string, string>> {
  const drawn = await drawnBundle();
  const entries = DTYPES.map(async (dtype) => [nameOf(dtype), (await moduleOf(quantizedBundle(drawn, dtype))).js]);
  return Object.fromEntries(await Promise.all(entries));
}

/** Hashes what each file says of an utterance at three sample rates and of a stream. */
export const recognition: Job = async ({ importFile, report }) => {
  const [{ waveform }] = syntheticCorpus({ nSpeakers: 1, utterancesPerClass: 1, seed: 1, sampleRate: 16_000 });
  const { samples } = waveform;
  const hashes: Record<string, string> = {};
  for (const dtype of DTYPES) {
    const module = (await importFile(nameOf(dtype))) as { createRecognizer(): Promise<Recognizer> };
    const recognizer = await module.createRecognizer();
    const answers = SAMPLE_RATES.map((sampleRate) => recognizer.probabilities({ samples, sampleRate }));
    const stream = recognizer.stream({ hop: 0.25, window: 1, smoothing: 0.5, threshold: 0 });
    const heard = [...stream.push(samples), ...stream.flush()].map(({ probabilities }) => probabilities!);
    hashes[`probabilities by ${dtype} weights`] = hashOf([...answers, ...heard]);
    report(`${dtype} done`);
  }
  return hashes;
};

function hashOf(arrays: readonly Float32Array[]): string {
  return sha256Hex(Uint8Array.from(arrays.flatMap((values) => [...float32Bytes(values)])));
}
