import { randomAt, type Waveform } from "@undertone/core";

/** Noise under a sawtooth of 100 to 200 Hz (at 16 kHz). */
export function drawnWaveform(length: number, seed: number, sampleRate = 16_000): Waveform {
  const random = randomAt(seed, "synthesize");
  const period = 80 + random.below(81);
  const samples = Float32Array.from(
    { length },
    (_, t) => 0.3 * ((t % period) / period - 0.5) + random.between(-0.05, 0.05),
  );
  return { samples, sampleRate };
}
