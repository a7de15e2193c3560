import type { Memory, Waveform } from "@undertone/core";
import { applyGain, type Dsp, gaussianNoise, mixAtSnr } from "@undertone/kernels/dsp";
import type { Augmentation } from "./augmentation.ts";
import type { Recordings } from "./recordings.ts";
import { applyWaveform } from "./waveform-augmentations.ts";

/**
 * Alters a waveform as drawn, adds the drawn noise at the drawn SNR, exact to 0.01 dB, then changes the level by the drawn gain. Silence gets no noise;
 * samples may leave [-1, 1].
 *
 * @param recordings  the sets of recordings that the spec of the draw names
 * @param memory      for the result and for noise and gain before it, fresh unless given
 * @throws RangeError if a sample is not finite, or the recordings lack what was drawn
 */
export function augmentWaveform(
  dsp: Dsp,
  original: Waveform,
  { gainDb, noise, waveform }: Pick<Augmentation, "gainDb" | "noise" | "waveform">,
  recordings: Recordings = {},
  memory?: Memory,
): Waveform {
  const { samples, sampleRate } = applyWaveform(dsp, original, waveform, recordings);
  const noisy = noise
    ? mixAtSnr(dsp, samples, gaussianNoise(dsp, samples.length, noise.seed, memory), noise.snrDb, memory)
    : samples;
  return { samples: gainDb === null ? noisy : applyGain(dsp, noisy, gainDb, memory), sampleRate };
}
