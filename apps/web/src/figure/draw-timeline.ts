import type { Draw } from "../components/canvas.tsx";
import { hueOf } from "../components/emotion.ts";
import { indexOfLargest } from "../components/probability-bars.tsx";
import type { WindowResult } from "../recognizer/services.ts";

/**
 * A row for each label, as high as its probability, stronger where it is the likeliest. A window stands where it ends, from
 * the end of the one before it; without speech nothing is drawn.
 *
 * @param shown  what the canvas shows, in seconds
 */
export function drawTimeline(
  labels: readonly string[],
  windows: readonly WindowResult[],
  shown: { from: number; to: number },
): Draw {
  return (context, { width, height }, { hues, rule }) => {
    const rowHeight = height / labels.length;
    const xOf = (seconds: number) => ((seconds - shown.from) / (shown.to - shown.from)) * width;
    context.fillStyle = rule;
    for (let row = 1; row <= labels.length; row++) context.fillRect(0, Math.round(row * rowHeight) - 1, width, 1);
    for (const [i, { end, probabilities }] of windows.entries()) {
      const left = Math.max(0, xOf(i === 0 ? 0 : windows[i - 1].end));
      const right = xOf(end);
      if (!probabilities || right < 0) continue;
      const best = indexOfLargest(probabilities);
      for (const [row, label] of labels.entries()) {
        const barHeight = probabilities[row] * (rowHeight - 3);
        context.globalAlpha = row === best ? 1 : 0.4;
        context.fillStyle = hues[hueOf(label, row)];
        // Half a pixel more on the right closes the seam between neighbors.
        context.fillRect(left, (row + 1) * rowHeight - 1 - barHeight, right - left + 0.5, barHeight);
      }
    }
    context.globalAlpha = 1;
  };
}
