import { canonicalJson, float32Bytes, sha256Hex, sha256HexAsync } from "@undertone/core";
import { featureFingerprint } from "@undertone/features";
import type { Dsp } from "@undertone/kernels/dsp";
import type { Example } from "./example.ts";
import { type Recipe, recipeSha256 } from "./recipe.ts";
import type { TrainingData } from "./train.ts";

/** All that decides a training's bits, as SHA-256 in 64 lower-case hexadecimal digits. */
export interface TrainingIdentity {
  recipeSha256: string;
  /**
   * of canonical JSON: the labels, and for each side in order its examples as [label, sample rate, SHA-256 of the samples
   * as little-endian float32]
   */
  dataSha256: string;
  /** fingerprint of the feature front end */
  featuresSha256: string;
}

/** Identifies a training by all of its samples. */
export async function identify(
  recipe: Recipe,
  { labels, train, validation }: TrainingData,
  dsp: Dsp,
): Promise<TrainingIdentity> {
  const data = { labels, train: await hashed(train), validation: await hashed(validation) };
  return {
    recipeSha256: recipeSha256(recipe),
    dataSha256: sha256Hex(new TextEncoder().encode(canonicalJson(data))),
    featuresSha256: featureFingerprint(dsp, recipe.input),
  };
}

async function hashed(examples: readonly Example[]): Promise<[number, number, string][]> {
  const rows: [number, number, string][] = [];
  for (const { waveform, label } of examples) {
    rows.push([label, waveform.sampleRate, await sha256HexAsync(float32Bytes(waveform.samples))]);
  }
  return rows;
}
