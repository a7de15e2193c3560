import { type Classifier, classify, fitClassifier, type Observation } from "./classifier.ts";

/** A clip with what is known of it: its embedding first, then those of its altered copies. */
export interface EmbeddedClip {
  name: string;
  /** index into the labels */
  label: number;
  embeddings: readonly Float32Array[];
}

/** What a model that never heard a clip makes of it. */
export interface HeldOutClip {
  name: string;
  label: number;
  /** [nClasses], before adaptation; null where it tells other labels apart */
  before: number[] | null;
  /** [nClasses], adapted on other clips */
  after: number[];
}

/** With more clips, a fifth of them at a time is left out: each takes a fit. */
const MOST_LEFT_OUT_ALONE = 20;
const N_PARTS = 5;

/** How many fits leave something out; 0 if a label would be left without a clip. */
export function nPartsOf(clips: readonly Pick<EmbeddedClip, "label">[]): number {
  const counts = new Map<number, number>();
  for (const { label } of clips) counts.set(label, (counts.get(label) ?? 0) + 1);
  if ([...counts.values()].some((count) => count < 2)) return 0;
  return clips.length <= MOST_LEFT_OUT_ALONE ? clips.length : N_PARTS;
}

/** What each clip is taken for by a fit without it and its copies, part by part; clips are in the order of their labels. */
export function* heldOut(
  prior: Classifier,
  clips: readonly EmbeddedClip[],
  strength: number,
  comparable: boolean,
): Generator<HeldOutClip[], void, void> {
  const nParts = nPartsOf(clips);
  for (let part = 0; part < nParts; part++) {
    const outside = (_: unknown, i: number) => i % nParts === part;
    const fitted = fitClassifier(prior, observationsOf(clips.filter((_, i) => i % nParts !== part)), strength);
    yield clips.filter(outside).map(({ name, label, embeddings: [own] }) => ({
      name,
      label,
      before: comparable ? [...classify(prior, own)] : null,
      after: [...classify(fitted, own)],
    }));
  }
}

/** Every label weighs alike, whatever its clips are, and all together as many as the clips are; a clip shares its weight among its copies. */
export function observationsOf(clips: readonly EmbeddedClip[]): Observation[] {
  const counts = new Map<number, number>();
  for (const { label } of clips) counts.set(label, (counts.get(label) ?? 0) + 1);
  return clips.flatMap(({ label, embeddings }) => {
    const weight = clips.length / (counts.size * counts.get(label)! * embeddings.length);
    return embeddings.map((embedding) => ({ embedding, label, weight }));
  });
}
