import { amplitudeRatio } from "../common/decibel";

/**
 * Scales x in place: x[i] *= 10^(gainDb / 20).
 *
 * @param x       f32[length]
 * @param gainDb  dB
 */
export function applyGain(x: usize, length: i32, gainDb: f64): void {
  const gain = <f32>amplitudeRatio(gainDb);
  const gains = f32x4.splat(gain);
  const end = x + ((<usize>length) << 2);
  for (; x + 16 <= end; x += 16) v128.store(x, f32x4.mul(v128.load(x), gains));
  for (; x < end; x += 4) store<f32>(x, load<f32>(x) * gain);
}
