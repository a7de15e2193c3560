import { canonicalJson, float32Bytes, sha256Hex, sha256HexAsync } from "@undertone/core";
import { featureFingerprint, type Recordings, recordingsUsed } from "@undertone/features";
import type { Dsp } from "@undertone/kernels/dsp";
import type { Alteration, Example } from "./example.ts";
import { type Recipe, recipeSha256 } from "./recipe.ts";
import { teacherSha256 } from "./teacher.ts";
import type { TrainingData } from "./train.ts";

/** All that decides a training's bits, as SHA-256 in 64 lower-case hexadecimal digits. */
export interface TrainingIdentity {
  recipeSha256: string;
  /**
   * of canonical JSON: the labels, and for each side in order its examples as [label, sample rate, SHA-256 of the samples
   * as little-endian float32], and its alteration behind them where it has one; the corpora of the training side where they
   * differ; and where the recipe's augmentation names sets of recordings, each by name, its recordings as [sample rate, SHA-256];
   * of teachers the SHA-256 of the weights
   */
  dataSha256: string;
  /** fingerprint of the feature front end */
  featuresSha256: string;
}

/** Identifies a training by all of its samples. */
export async function identify(
  recipe: Recipe,
  { labels, train, validation, recordings = {}, teachers = [] }: TrainingData,
  dsp: Dsp,
): Promise<TrainingIdentity> {
  const corpora = train.map(({ corpus }) => corpus ?? null);
  const used = recordingsUsed(recipe.augmentation ?? {});
  const data = {
    labels,
    train: await hashed(train),
    validation: await hashed(validation),
    ...(new Set(corpora).size > 1 && { corpora }),
    ...(teachers.length > 0 && { teachers: teachers.map(teacherSha256) }),
    ...(used.length > 0 && { recordings: await hashedSets(recordings, used) }),
  };
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

async function hashedSets(recordings: Recordings, names: readonly string[]): Promise<Record<string, unknown>> {
  const sets: Record<string, unknown> = {};
  for (const name of names) {
    const rows: [number, string][] = [];
    for (const { samples, sampleRate } of recordings[name]) {
      rows.push([sampleRate, await sha256HexAsync(float32Bytes(samples))]);
    }
    sets[name] = rows;
  }
  return sets;
}
