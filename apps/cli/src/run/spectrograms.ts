import { join } from "node:path";
import type { Waveform } from "@undertone/core";
import { hardestUtterances, type LogMel, type Prediction, SPECTROGRAM_FEATURES } from "@undertone/evaluation";
import { loadDsp } from "@undertone/kernels/dsp";
import { createExtractor } from "@undertone/kernels/features";
import { reasonOf } from "../errors.ts";
import { createAudioReader } from "../files/audio-reader.ts";

/** Gives recordings by their paths, at the sample rate of `SPECTROGRAM_FEATURES`; null: there are none. */
export type WaveformSource = ((path: string) => Promise<Waveform>) | null;

/** Spectrograms of the utterances that a report shows, by path; those of files that cannot be read are missing. */
export async function hardestSpectrograms(
  made: readonly Prediction[],
  waveformOf: WaveformSource,
): Promise<Map<string, LogMel>> {
  if (!waveformOf) return new Map();
  const extractor = createExtractor(await loadDsp(), SPECTROGRAM_FEATURES);
  const { nMels, sampleRate } = SPECTROGRAM_FEATURES;
  const spectrograms = new Map<string, LogMel>();
  for (const { path } of hardestUtterances(made)) {
    try {
      const { samples } = await waveformOf(path);
      spectrograms.set(path, { ...extractor.extract(samples), nMels, duration: samples.length / sampleRate });
    } catch (error) {
      // What is wrong with a recording leaves the report without its picture; anything else is thrown on.
      reasonOf(error);
    }
  }
  return spectrograms;
}

/** Reads recordings under a folder at the sample rate of spectrograms. */
export async function waveformsIn(folder: string): Promise<WaveformSource> {
  const reader = await createAudioReader(SPECTROGRAM_FEATURES.sampleRate);
  return async (path) => (await reader.read(join(folder, path))).waveform;
}
