const FRAME_SECONDS = 0.02;

/** Speech fills at least so much of a window in which somebody speaks. */
const LOUD_SHARE = 0.1;

/**
 * How loud the loud parts are, in dB of full scale: of all frames of 20 ms, the level that a tenth of them reaches. Their mean is
 * taken out, as a microphone's offset is no sound. Silence, and no samples, give -200.
 */
export function speechLevelDb(samples: Float32Array, sampleRate: number): number {
  const frameLength = Math.max(1, Math.round(FRAME_SECONDS * sampleRate));
  const powers: number[] = [];
  for (let start = 0; start < samples.length; start += frameLength) {
    powers.push(variance(samples.subarray(start, start + frameLength)));
  }
  powers.sort((a, b) => b - a);
  const power = powers[Math.floor(LOUD_SHARE * powers.length)] ?? 0;
  return 10 * Math.log10(Math.max(power, 1e-20));
}

function variance(samples: Float32Array): number {
  let sum = 0;
  let squares = 0;
  for (const sample of samples) {
    sum += sample;
    squares += sample * sample;
  }
  const mean = sum / samples.length;
  return squares / samples.length - mean * mean;
}
