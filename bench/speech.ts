import type { Waveform } from "@undertone/core";
import { syntheticCorpus } from "@undertone/corpus";

/** So many seconds of synthetic speech at 16 kHz, many voices behind one another. */
export function syntheticSpeech(seconds: number): Waveform {
  const sampleRate = 16_000;
  const samples = new Float32Array(seconds * sampleRate);
  let length = 0;
  for (const { waveform } of syntheticCorpus({ seed: 1, sampleRate })) {
    samples.set(waveform.samples.subarray(0, samples.length - length), length);
    length += waveform.samples.length;
    if (length >= samples.length) break;
  }
  return { samples, sampleRate };
}
