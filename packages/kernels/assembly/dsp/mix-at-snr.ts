import { amplitudeRatio } from "../common/decibel";
import { energy } from "../common/energy";
import { addScaled } from "../common/vector";

/**
 * Adds noise to speech in place, scaled to a signal-to-noise ratio of snrDb:
 *
 *   speech[i] += gain · noise[i],  gain = √(E(speech) / E(noise)) · 10^(-snrDb / 20)
 *
 * @param speech  f32[length], overwritten by the mixture
 * @param noise   f32[length], does not overlap speech
 * @param length  samples in each buffer
 * @param snrDb   E(speech) over the scaled E(noise), in dB
 * @returns       the gain; 0 if either buffer is silent
 */
export function mixAtSnr(speech: usize, noise: usize, length: i32, snrDb: f64): f32 {
  const noiseEnergy = energy(noise, length);
  if (noiseEnergy === 0) return 0;

  const gain = <f32>(sqrt(energy(speech, length) / noiseEnergy) * amplitudeRatio(-snrDb));
  addScaled(speech, gain, noise, length);
  return gain;
}
