import { randomAt } from "@undertone/core";
import { linearProbe, speakerFolds } from "@undertone/corpus";
import { createInputPipeline, type NetworkInput } from "@undertone/features";
import type { Dsp } from "@undertone/kernels/dsp";
import type { Recipe } from "@undertone/trainer";
import { percent } from "../terminal/format.ts";
import { corporaOf, type Recording, speakersOf } from "./recording.ts";

/** How well a corpus can be told from the others by what a network is given. */
export interface CorpusProbe {
  corpora: string[];
  /** mean over corpora of the share of unseen speakers' utterances whose corpus is read right */
  share: number;
  /** of guessing */
  chance: number;
  nUtterances: number;
}

/** Of each corpus no more are probed: the figure is good to a point or two, and costs seconds. */
const MOST_OF_A_CORPUS = 200;

/**
 * Probes merged corpora: a linear map reads the corpus from each input's mean, deviation and mean step along time of every
 * column, after all normalization, for speakers it was not fitted on. Corpora with unknown speakers or fewer than two are
 * left out.
 *
 * @returns  null if fewer than two corpora are left. Normalization "training" is not fitted: its inputs are as with "none", of
 *           which they are a linear map
 */
export function probeCorpora(recordings: readonly Recording[], recipe: Recipe, dsp: Dsp): CorpusProbe | null {
  const corpora = corporaOf(recordings).filter((corpus) => {
    const own = recordings.filter((recording) => recording.corpus === corpus);
    return own.every(({ speaker }) => speaker !== null) && speakersOf(own).length > 1;
  });
  if (corpora.length < 2) return null;
  const probed = corpora.flatMap((corpus) => spread(recordings.filter((recording) => recording.corpus === corpus)));
  const [{ test }] = speakerFolds(probed, 2, randomAt(recipe.seed, "split"));
  const first = new Set(test.map(({ path }) => path));
  const { input } = recipe;
  const normalization = input.normalization === "training" ? "none" : input.normalization;
  const pipeline = createInputPipeline(dsp, { ...input, normalization });
  try {
    const vectors = probed.map(({ waveform }) => statistics(pipeline.input(waveform), pipeline.nCoefficients));
    const classes = probed.map(({ corpus }) => corpora.indexOf(corpus));
    const share = linearProbe(
      vectors,
      classes,
      probed.map(({ path }) => (first.has(path) ? 0 : 1)),
    );
    return { corpora, share, chance: 1 / corpora.length, nUtterances: probed.length };
  } finally {
    pipeline.dispose();
  }
}

export function probeText({ corpora, share, chance }: CorpusProbe): string {
  return `the corpus, ${corpora.join(" or ")}, can be read from the features of ${percent(share)} of unseen speakers' utterances (guessing: ${percent(chance)}); what only one corpus has, a model may tell by that`;
}

/** Every so many, from all speakers and labels as they lie. */
function spread(own: readonly Recording[]): Recording[] {
  const count = Math.min(own.length, MOST_OF_A_CORPUS);
  return Array.from({ length: count }, (_, i) => own[Math.floor((i * own.length) / count)]);
}

/** [3 · nColumns]: mean, deviation and mean magnitude of the step from row to row, over the rows that are not padding. */
function statistics({ values, length }: NetworkInput, nColumns: number): Float64Array {
  const found = new Float64Array(3 * nColumns);
  const n = Math.max(1, length);
  for (let column = 0; column < nColumns; column++) {
    let [sum, squares, steps] = [0, 0, 0];
    for (let row = 0; row < length; row++) {
      const value = values[row * nColumns + column];
      sum += value;
      squares += value * value;
      if (row > 0) steps += Math.abs(value - values[(row - 1) * nColumns + column]);
    }
    const mean = sum / n;
    found.set([mean, Math.sqrt(Math.max(0, squares / n - mean * mean)), steps / n], 3 * column);
  }
  return found;
}
