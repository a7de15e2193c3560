// The signals of scripts/make-goldens.py, by the same whole-number formulas: 16-bit samples as float32.

const scaled = (samples: number[]): Float32Array => Float32Array.from(samples, (sample) => sample / 32_768);

function noiseSamples(length: number): number[] {
  let state = 12_345;
  return Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state >>> 16) - 32_768;
  });
}

/** Uniform noise in [-1, 1). */
export const noise = (length: number): Float32Array => scaled(noiseSamples(length));

/** A sawtooth whose pitch rises, under a triangular envelope, over faint noise. */
export function voice(length: number): Float32Array {
  const hiss = noiseSamples(length);
  let phase = 0;
  const samples = hiss.map((value, t) => {
    phase = (phase + 30_000_000 + 1000 * t) % 2 ** 32;
    const envelope = Math.floor((65_535 * (length - Math.abs(2 * t - length))) / length);
    return Math.floor((((phase >>> 16) - 32_768) * envelope) / 2 ** 17) + (value >> 7);
  });
  return scaled(samples);
}

/** Parabolas for half waves: a sine's pitch and, down to -80 dB, its bare spectrum. */
export const tone = (length: number): Float32Array =>
  scaled(
    Array.from({ length }, (_, t) => {
      const phase = Math.floor(((t * 1_800_000 * 64) % 2 ** 32) / 2 ** 16) - 32_768;
      return Math.floor((phase * (32_768 - Math.abs(phase))) / 2 ** 14);
    }),
  );

export const impulse = (length: number): Float32Array =>
  Float32Array.from({ length }, (_, t) => (t === length >> 1 ? 0.5 : 0));

export const silence = (length: number): Float32Array => new Float32Array(length);

export const SIGNALS = { noise, voice, tone, impulse, silence };
