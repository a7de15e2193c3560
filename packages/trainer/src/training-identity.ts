import { canonicalJson, float32Bytes, sha256Hex, sha256HexAsync } from "@undertone/core";
import { featureFingerprint } from "@undertone/features";
import type { Dsp } from "@undertone/kernels/dsp";
import type { Alteration, Example } from "./example.ts";
import { type Recipe, recipeSha256 } from "./recipe.ts";
import type { TrainingData } from "./train.ts";

/** All that decides a training's bits, as SHA-256 in 64 lower-case hexadecimal digits. */
export interface TrainingIdentity {
  recipeSha256: string;
  /**
   * of canonical JSON: the labels, and for each side in order its examples as [label, sample rate, SHA-256 of the samples
   * as little-endian float32], and its alteration behind them where it has one; and
   * the corpora of the training side where they differ
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
  const corpora = train.map(({ corpus }) => corpus ?? null);
  const balanced = new Set(corpora).size > 1 ? { corpora } : {};
  const data = { labels, train: await hashed(train), validation: await hashed(validation), ...balanced };
  return {
    recipeSha256: recipeSha256(recipe),
    dataSha256: sha256Hex(new TextEncoder().encode(canonicalJson(data))),
    featuresSha256: featureFingerprint(dsp, recipe.input),
  };
}

type HashedExample = [label: number, sampleRate: number, sha256: string, alteration?: Alteration];

async function hashed(examples: readonly Example[]): Promise<HashedExample[]> {
  const rows: HashedExample[] = [];
  for (const { waveform, label, alteration } of examples) {
    const sha256 = await sha256HexAsync(float32Bytes(waveform.samples));
    const row = [label, waveform.sampleRate, sha256] as const;
    rows.push(alteration ? [...row, alteration] : [...row]);
  }
  return rows;
}
