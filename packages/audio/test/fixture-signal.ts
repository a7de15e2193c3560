/** Samples per channel of every fixture, at 16 kHz. */
export const N_FIXTURE_SAMPLES = 1920;

/**
 * The integer that every fixture was encoded from: both ends of the range, then a triangle of 400 Hz (channel 0) or
 * 200 Hz (channel 1) at three quarters of full scale, with noise in its lowest two bits.
 */
export function fixtureSample(i: number, channel: number, bits: number): number {
  const fullScale = 2 ** (bits - 1);
  if (i === 0) return -fullScale;
  if (i === 1) return fullScale - 1;
  const period = 40 * (channel + 1);
  const triangle = Math.abs((i % period) - period / 2) / (period / 2) - 0.5;
  const noise = (Math.imul(i * 2 + channel + 1, 1_664_525) >>> 30) - 2;
  return Math.floor(triangle * 1.5 * (fullScale - 4)) + noise;
}
