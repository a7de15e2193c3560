import { LABELS } from "@undertone/core";
import { assignedFold, mapSide } from "@undertone/corpus";
import type { TrainingData } from "@undertone/trainer";
import { syntheticSpeech } from "./speech.ts";

/** So many clips of three seconds of synthetic speech under labels that mean nothing: work to do, nothing to learn. */
export function threeSecondClips(nClips: number): TrainingData {
  const { samples, sampleRate } = syntheticSpeech(3 * nClips);
  const clips = Array.from({ length: nClips }, (_, i) => ({
    ...{ path: `${i}.wav`, corpus: "synthetic", speaker: "synthetic:1", label: LABELS[i % LABELS.length] },
    waveform: { samples: samples.slice(3 * i * sampleRate, 3 * (i + 1) * sampleRate), sampleRate },
  }));
  const { train, validation } = assignedFold({ name: "clips", train: clips, test: [] });
  const example = ({ waveform, label }: (typeof clips)[number]) => ({ waveform, label: LABELS.indexOf(label) });
  return { labels: LABELS, train: mapSide(train, example), validation: mapSide(validation, example) };
}
