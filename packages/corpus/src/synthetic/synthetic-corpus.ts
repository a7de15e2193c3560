import { LABELS, randomAt, type Waveform } from "@undertone/core";
import { syntheticPath } from "../adapters/synthetic.ts";
import { readCorpus } from "../read-corpus.ts";
import type { Utterance } from "../utterance.ts";
import { SENTENCES } from "./sentence.ts";
import { synthesizeUtterance } from "./synthesize-utterance.ts";
import { drawVoice } from "./voice.ts";

export interface SyntheticCorpusOptions {
  /** voices, 1 to 99; default 12 */
  nSpeakers?: number;
  /** utterances of each voice for each of the seven labels, 1 to 99; default 4 */
  utterancesPerClass?: number;
  seed: number;
  /** Hz; default 16000 */
  sampleRate?: number;
}

/**
 * The project's own corpus, so that a demo and a test need no recordings: voices that speak nonsense sentences with each
 * of the seven emotions, always called "synthetic". Utterances are made one by one, as they are asked for; iterating
 * again makes the same ones. An utterance does not depend on the size of the corpus, and has the same bits in every
 * engine.
 *
 * @throws RangeError if a count is not whole or out of bounds, or as `synthesizeUtterance`
 */
export function syntheticCorpus(
  options: SyntheticCorpusOptions,
): Iterable<{ utterance: Utterance; waveform: Waveform }> {
  const { nSpeakers = 12, utterancesPerClass = 4, seed, sampleRate = 16_000 } = options;
  assertCount("nSpeakers", nSpeakers);
  assertCount("utterancesPerClass", utterancesPerClass);
  return {
    *[Symbol.iterator]() {
      for (let speaker = 0; speaker < nSpeakers; speaker++) {
        const voice = drawVoice(speaker, seed);
        for (const [step, label] of LABELS.entries()) {
          for (let take = 0; take < utterancesPerClass; take++) {
            const sentence = take % SENTENCES.length;
            // Epoch 0 draws the voices.
            const random = randomAt(seed, "synthesize", { epoch: speaker + 1, step, utterance: take });
            yield {
              utterance: utteranceNamed(syntheticPath(speaker, label, sentence, take)),
              waveform: synthesizeUtterance({ voice, label, sentence, sampleRate, random }),
            };
          }
        }
      }
    },
  };
}

/** The utterance as it reads when it was written to a file. */
function utteranceNamed(path: string): Utterance {
  return readCorpus([path], { adapter: "synthetic" }).utterances[0];
}

function assertCount(name: string, count: number): void {
  if (!Number.isInteger(count) || count < 1 || count > 99) {
    throw new RangeError(`${name} is ${count}, expected a whole number from 1 to 99`);
  }
}
