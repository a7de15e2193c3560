import type { Draw } from "../components/canvas.tsx";

/**
 * A waveform's outline between two times.
 *
 * @param peaks  [n, 2], the lowest and highest sample of each of n equal parts
 * @param span   of the peaks, in seconds
 * @param shown  what the canvas shows, in seconds; what lies outside the span stays empty
 */
export function drawWaveform(peaks: Float32Array, span: number, shown: { from: number; to: number }): Draw {
  // The loudest fills nine tenths: whispers are to be seen, too.
  const loudest = peaks.reduce((most, peak) => Math.max(most, Math.abs(peak)), 0.02);
  return (context, { width, height }, { accent, rule }) => {
    const middle = height / 2;
    const scale = (0.45 * height) / loudest;
    context.fillStyle = rule;
    context.fillRect(0, middle - 0.5, width, 1);
    context.fillStyle = accent;
    const nPeaks = peaks.length / 2;
    const binOf = (x: number) => ((shown.from + (x / width) * (shown.to - shown.from)) / span) * nPeaks;
    for (let x = 0; x < width; x++) {
      const first = Math.max(0, Math.floor(binOf(x)));
      const end = Math.min(nPeaks, Math.max(first + 1, Math.floor(binOf(x + 1))));
      if (first >= end || binOf(x) < 0) continue;
      let low = peaks[2 * first];
      let high = peaks[2 * first + 1];
      for (let bin = first + 1; bin < end; bin++) {
        low = Math.min(low, peaks[2 * bin]);
        high = Math.max(high, peaks[2 * bin + 1]);
      }
      const top = middle - high * scale;
      context.fillRect(x, top, 1, Math.max(1, (high - low) * scale));
    }
  };
}
