import type { Bundle, Waveform } from "@undertone/core";
import type { Dsp } from "@undertone/kernels/dsp";
import { adaptedBundle } from "./adapted-bundle.ts";
import { adaptedLabels } from "./adapted-labels.ts";
import { alteredClip, N_COPIES } from "./altered-clip.ts";
import { fitClassifier } from "./classifier.ts";
import { type EmbeddedClip, type HeldOutClip, heldOut, nPartsOf, observationsOf } from "./held-out.ts";
import { priorOf } from "./prior.ts";

/** A recording of one's own. */
export interface AdaptationClip {
  /** tells it from the others of its label */
  name: string;
  label: string;
  /** at the rate of the bundle's features */
  waveform: Waveform;
}

export interface AdaptationOptions {
  /** does the altering */
  dsp: Dsp;
  /** What the bundle's last layer is given for a waveform: of an embedder of @undertone/runtime. */
  embed(waveform: Waveform): Float32Array;
  /** above 0; how many clips the bundle's own last layer counts as, 0.03 unless given */
  strength?: number;
  /** called after each clip is embedded and after each fit; what it throws ends the adaptation */
  onProgress?(done: number, total: number): Promise<void>;
}

/** A model made one's own. */
export interface Adaptation {
  bundle: Bundle;
  /** how many clips each of its labels had */
  counts: number[];
  /** each clip as a model heard it that was adapted without it; null if a label had too few clips to leave one out */
  heldOut: HeldOutClip[] | null;
}

/**
 * How many clips the bundle's own last layer counts as: little, as what it makes of a new voice and room is worth little. Of 0.01 to 3 it was
 * the best or within two points of it on average over the two voices of TESS, whom `default` never heard, for 2, 5 and 10 clips a
 * label (apps/cli/scripts/adaptation-strength.ts).
 */
const PRIOR_STRENGTH = 0.03;

/** With fewer of a label, chance decides as much as the voice. */
export const FEW_CLIPS = 5;

/**
 * Fits the last layer of a bundle to a few clips: to their embeddings and those of altered copies, held towards what it was.
 * The same clips give the same bits, in whatever order they come.
 *
 * @param labels  what the result is to tell apart: known to the bundle or one's own, each once
 * @throws RangeError if strength is not above 0, clips of fewer than two labels are given, a clip has another label, or two of a label have one name
 */
export async function adapt(
  bundle: Bundle,
  clips: readonly AdaptationClip[],
  labels: readonly string[],
  { dsp, embed, strength = PRIOR_STRENGTH, onProgress = async () => {} }: AdaptationOptions,
): Promise<Adaptation> {
  if (!(strength > 0)) throw new RangeError(`strength is ${strength}, expected a number above 0`);
  const ordered = adaptedLabels(bundle.labels, labels);
  const sorted = inOrder(clips, ordered);
  const nFits = 1 + nPartsOf(sorted.map(({ label }) => ({ label: ordered.indexOf(label) })));
  const total = sorted.length + nFits;

  const embedded: EmbeddedClip[] = [];
  for (const [i, { name, label, waveform }] of sorted.entries()) {
    const embeddings = [embed(waveform)];
    for (let copy = 1; copy <= N_COPIES; copy++) embeddings.push(embed(alteredClip(dsp, waveform, copy, i)));
    embedded.push({ name, label: ordered.indexOf(label), embeddings });
    await onProgress(i + 1, total);
  }

  const prior = priorOf(bundle, ordered);
  const comparable = ordered.join("\n") === bundle.labels.join("\n");
  const left: HeldOutClip[] = [];
  let nFitted = 0;
  for (const part of heldOut(prior, embedded, strength, comparable)) {
    left.push(...part);
    await onProgress(sorted.length + ++nFitted, total);
  }
  const fitted = fitClassifier(prior, observationsOf(embedded), strength);
  await onProgress(total, total);
  return {
    bundle: adaptedBundle(bundle, ordered, fitted, clips.length),
    counts: ordered.map((label) => clips.filter((clip) => clip.label === label).length),
    heldOut: left.length > 0 ? left : null,
  };
}

/** By label, then by name. */
function inOrder(clips: readonly AdaptationClip[], labels: readonly string[]): AdaptationClip[] {
  const stranger = clips.find(({ label }) => !labels.includes(label));
  if (stranger)
    throw new RangeError(`label of ${stranger.name} is ${stranger.label}, expected one of ${labels.join(", ")}`);
  const given = new Set(clips.map(({ label }) => label));
  if (given.size < 2) throw new RangeError(`clips are of ${given.size} labels, expected at least 2`);
  const keyOf = ({ label, name }: AdaptationClip) => `${String(labels.indexOf(label)).padStart(6, "0")} ${name}`;
  const byKey = new Map(clips.map((clip) => [keyOf(clip), clip]));
  if (byKey.size < clips.length) throw new RangeError("two clips of a label have one name, expected distinct names");
  return [...byKey.keys()].sort().map((key) => byKey.get(key)!);
}
