/** A voice-like tone at 16 kHz: harmonics of f0 up to `top` Hz, falling as 1 / k, their phases scattered. */
export function harmonicTone(f0: number, length: number, top: number): Float32Array {
  const samples = new Float64Array(length);
  for (let k = 1; k * f0 <= top; k++) {
    for (let t = 0; t < length; t++)
      samples[t] += (0.2 / k) * Math.cos((2 * Math.PI * k * f0 * t) / 16_000 + 1.7 * k * k);
  }
  return Float32Array.from(samples);
}

/** The complex amplitude of a frequency at 16 kHz from sample `from` to `to`, under a Hann window. */
function amplitude(samples: Float32Array, hz: number, from: number, to: number): [number, number] {
  let [real, imaginary] = [0, 0];
  for (let t = from; t < to; t++) {
    const weight = (1 - Math.cos((2 * Math.PI * (t - from)) / (to - from))) * samples[t];
    real += weight * Math.cos((2 * Math.PI * hz * t) / 16_000);
    imaginary -= weight * Math.sin((2 * Math.PI * hz * t) / 16_000);
  }
  return [real, imaginary];
}

/** How far the tone nearest to `hz` lies from it, in cents: by how much its phase advances over the middle half. */
export function centsFrom(samples: Float32Array, hz: number): number {
  const quarter = samples.length >> 2;
  const [a, b] = amplitude(samples, hz, quarter, 2 * quarter);
  const [c, d] = amplitude(samples, hz, 2 * quarter, 3 * quarter);
  const advance = Math.atan2(d * a - c * b, c * a + d * b);
  return 1200 * Math.log2(1 + (advance * 16_000) / (2 * Math.PI * quarter) / hz);
}

/**
 * Energy of the harmonics of f0 over all other energy, in dB: the worst half second, the ends' left out. Each harmonic is
 * fitted by least squares, for which half a second must be a whole number of periods.
 */
export function harmonicSnrDb(samples: Float32Array, f0: number): number {
  let worst = Number.POSITIVE_INFINITY;
  for (let from = 2000; from + 10_000 <= samples.length; from += 8000) {
    const rest = Float64Array.from(samples.subarray(from, from + 8000));
    const energy = rest.reduce((sum, x) => sum + x * x, 0);
    for (let k = 1; k * f0 < 8000; k++) {
      const step = (2 * Math.PI * k * f0) / 16_000;
      let [c, s] = [0, 0];
      for (let t = 0; t < 8000; t++) {
        c += rest[t] * Math.cos(step * t);
        s += rest[t] * Math.sin(step * t);
      }
      for (let t = 0; t < 8000; t++) rest[t] -= (c * Math.cos(step * t) + s * Math.sin(step * t)) / 4000;
    }
    const noise = rest.reduce((sum, x) => sum + x * x, 0);
    worst = Math.min(worst, 10 * Math.log10((energy - noise) / noise));
  }
  return worst;
}
