import { EMOTIONS, LABELS, type Waveform } from "@undertone/core";
import { mapSide, planFolds, syntheticCorpus, type Utterance } from "@undertone/corpus";
import type { Example, Recipe, TrainingData } from "@undertone/trainer";

/** The corpus and the division of `undertone demo`. */
const N_SPEAKERS = 24;
const UTTERANCES_PER_CLASS = 4;
const DIVISION = { folds: 4, validation: { speakers: 3 } };

/** Makes what `undertone demo` trains on: the first of its folds. */
export async function demoData({ seed, input }: Recipe, report: (progress: string) => void): Promise<TrainingData> {
  const { sampleRate } = input.features;
  const corpus = syntheticCorpus({ nSpeakers: N_SPEAKERS, utterancesPerClass: UTTERANCES_PER_CLASS, seed, sampleRate });
  const recordings: (Utterance & { waveform: Waveform })[] = [];
  for (const { utterance, waveform } of corpus) {
    recordings.push({ ...utterance, waveform });
    if (recordings.length % 100 === 0) {
      report(`${recordings.length} utterances synthesized`);
      await new Promise((resolve) => setTimeout(resolve));
    }
  }
  const [{ train, validation }] = planFolds(recordings, DIVISION, seed).folds;
  const example = ({ waveform, label }: (typeof recordings)[number]): Example => ({
    waveform,
    label: EMOTIONS.indexOf(label),
  });
  return { labels: LABELS, train: mapSide(train, example), validation: mapSide(validation, example) };
}
