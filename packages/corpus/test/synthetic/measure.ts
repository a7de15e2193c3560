import type { Waveform } from "@undertone/core";

/** Crude figures of one utterance, computed in double precision with nothing of the synthesizer. */
export interface Measures {
  /** Hz, median over voiced frames, by autocorrelation */
  f0: number;
  /** semitones, standard deviation over voiced frames */
  f0Spread: number;
  /** semitones: mean of the last 8 voiced frames over the median */
  rise: number;
  /** dB re full scale */
  level: number;
  /** seconds within 30 dB of the loudest frame */
  speech: number;
  /** dB, power of the first difference over the power: brightness */
  slope: number;
}

const semitones = (ratio: number) => 12 * Math.log2(ratio);
const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

export function measured({ samples, sampleRate }: Waveform): Measures {
  const hop = Math.round(sampleRate / 100);
  const powers: number[] = [];
  for (let start = 0; start + hop <= samples.length; start += hop) powers.push(power(samples, start, hop));
  const threshold = Math.max(...powers) / 1000;
  const spoken = powers.flatMap((value, frame) => (value > threshold ? [frame] : []));
  const pairs = Float32Array.from({ length: samples.length >> 1 }, (_, i) => samples[2 * i] + samples[2 * i + 1]);
  const pitches = spoken.flatMap((frame) => pitchAt(pairs, (frame * hop) >> 1, sampleRate / 2) ?? []);
  const f0 = pitches.toSorted((a, b) => a - b)[pitches.length >> 1];
  const intervals = pitches.map((hz) => semitones(hz / f0));
  const steps = samples.map((sample, i) => sample - (samples[i - 1] ?? 0));
  return {
    f0,
    f0Spread: Math.sqrt(mean(intervals.map((interval) => interval ** 2)) - mean(intervals) ** 2),
    rise: mean(intervals.slice(-8)),
    level: 10 * Math.log10(power(samples, 0, samples.length)),
    speech: (spoken.at(-1)! - spoken[0] + 1) / 100,
    slope: 10 * Math.log10(power(steps, 0, steps.length) / power(samples, 0, samples.length)),
  };
}

/** Mean square of `length` samples. */
export function power(samples: Float32Array, start: number, length: number): number {
  let sum = 0;
  for (let i = start; i < start + length; i++) sum += samples[i] ** 2;
  return sum / length;
}

/**
 * The lag, 1/600 to 1/70 s, of the largest normalized autocorrelation over two windows of 25 ms; of the lags almost as
 * good, the shortest, as a multiple of a period is no worse than a period. Null below 0.7: no pitch.
 */
function pitchAt(samples: Float32Array, start: number, sampleRate: number): number | null {
  const window = Math.round(sampleRate / 40);
  const shortest = Math.floor(sampleRate / 600);
  const longest = Math.ceil(sampleRate / 70);
  if (start + window + longest > samples.length) return null;
  const correlations = Array.from({ length: longest - shortest + 1 }, (_, i) => {
    const lag = shortest + i;
    let product = 0;
    for (let k = start; k < start + window; k++) product += samples[k] * samples[k + lag];
    return product / window / Math.sqrt(power(samples, start, window) * power(samples, start + lag, window) + 1e-20);
  });
  const best = Math.max(...correlations);
  if (best < 0.7) return null;
  const peak = correlations.findIndex(
    (value, i) => value > 0.9 * best && value >= (correlations[i - 1] ?? 1) && value >= (correlations[i + 1] ?? 1),
  );
  return peak < 0 ? null : sampleRate / (shortest + peak);
}
