import type { FeatureSpec } from "@undertone/core";

/** What of a spec says where frames lie. */
export type Framing = Pick<FeatureSpec, "framing" | "nFft" | "winLength" | "hopLength">;

/** So many samples before sample t · hopLength the window of frame t begins; negative: behind it. */
export function leadOf({ framing, nFft, winLength, hopLength }: Framing): number {
  const within = Math.floor((nFft - winLength) / 2);
  switch (framing) {
    case "center":
      return nFft / 2 - within;
    case "centerHop":
      return Math.floor(winLength / 2) - Math.floor(hopLength / 2);
    case "snipEdges":
      return 0;
    case "snipFft":
      return -within;
  }
}

/** Frames of n samples, see FeatureSpec's `framing`. */
export function nFramesOf({ framing, nFft, winLength, hopLength }: Framing, n: number): number {
  const whole = (length: number) => (n < length ? 0 : 1 + Math.floor((n - length) / hopLength));
  switch (framing) {
    case "center":
      return n === 0 ? 0 : 1 + Math.floor(n / hopLength);
    case "centerHop":
      return Math.floor((n + Math.floor(hopLength / 2)) / hopLength);
    case "snipEdges":
      return whole(winLength);
    case "snipFft":
      return whole(nFft);
  }
}

/**
 * Which of n samples stands at index i, that may lie before the first or behind the last.
 *
 * @returns -1 for a zero
 */
export function paddedIndex(i: number, n: number, padding: FeatureSpec["padding"]): number {
  if (i >= 0 && i < n) return i;
  if (padding === "zero" || n === 0) return -1;
  // A mirror image of the mirror image is the signal again: one period holds both.
  const period = padding === "reflect" ? Math.max(1, 2 * (n - 1)) : 2 * n;
  const phase = ((i % period) + period) % period;
  if (phase < n) return phase;
  return padding === "reflect" ? period - phase : period - 1 - phase;
}
