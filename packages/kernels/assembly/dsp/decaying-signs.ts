import { amplitudeRatio } from "../common/decibel";

/**
 * Turns noise into the tail of a room's response, in place: ±1 by the noise's signs, falling by 60 dB of power over
 * `duration` samples,
 *
 *   x[i] = sign(x[i]) · 10^(-3i / duration)
 *
 * Only the signs are random, so the decay of energy is that of the formula whatever was drawn; such noise is white, too.
 *
 * @param x         f32[length], out
 * @param duration  the reverberation time RT60 in samples, at least length
 */
export function decayingSigns(x: usize, length: i32, duration: f64): void {
  const step = amplitudeRatio(-60 / duration);
  let level: f64 = 1;
  for (const end = x + ((<usize>length) << 2); x < end; x += 4, level *= step) {
    store<f32>(x, copysign<f32>(<f32>level, load<f32>(x)));
  }
}
