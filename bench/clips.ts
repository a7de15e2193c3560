import { LABELS } from "@undertone/core";
import type { TrainingData } from "@undertone/trainer";
import { syntheticSpeech } from "./speech.ts";

/** So many clips of three seconds of synthetic speech under labels that mean nothing: work to do, nothing to learn. */
export function threeSecondClips(nClips: number): TrainingData {
  const { samples, sampleRate } = syntheticSpeech(3 * nClips);
  const train = Array.from({ length: nClips }, (_, i) => ({
    waveform: { samples: samples.slice(3 * i * sampleRate, 3 * (i + 1) * sampleRate), sampleRate },
    label: i % LABELS.length,
  }));
  return { labels: LABELS, train, validation: [] };
}
