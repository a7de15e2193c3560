// The signals of scripts/golden_signals.py, by the same whole-number formulas: 16-bit samples as float32.

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
export const voice = (length: number): Float32Array => scaled(voiceSamples(length));

function voiceSamples(length: number): number[] {
  const hiss = noiseSamples(length);
  let phase = 0;
  return hiss.map((value, t) => {
    phase = (phase + 30_000_000 + 1000 * t) % 2 ** 32;
    const envelope = Math.floor((65_535 * (length - Math.abs(2 * t - length))) / length);
    return Math.floor((((phase >>> 16) - 32_768) * envelope) / 2 ** 17) + (value >> 7);
  });
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

export const dc = (length: number): Float32Array => new Float32Array(length).fill(0.25);

/** `voice`, 24 dB too loud. */
export const clipped = (length: number): Float32Array =>
  scaled(voiceSamples(length).map((sample) => Math.max(-32_768, Math.min(32_767, 16 * sample))));

export const SIGNALS = { noise, voice, tone, impulse, silence, dc, clipped };
