/** Where a frequency lies on the spectrogram's mel axis (Slaney's scale, as librosa's), 0 at fMin to 1 at fMax. */
export function melPosition(frequency: number, { fMin, fMax }: { fMin: number; fMax: number }): number {
  const [low, high] = [melOf(fMin), melOf(fMax)];
  return (melOf(frequency) - low) / (high - low);
}

/** Linear below 1 kHz, 15 mels there; logarithmic above, 27 mels for a factor of 6.4. */
const melOf = (frequency: number) =>
  frequency < 1000 ? (3 * frequency) / 200 : 15 + (27 * Math.log(frequency / 1000)) / Math.log(6.4);
