// biome-ignore lint/style/useImportType: AssemblyScript has no type imports
import { REFLECT, Spec } from "./spec";

const CENTER: i32 = 0;
const CENTER_HOP: i32 = 1;
const SNIP_EDGES: i32 = 2;

/** So many samples before sample t · hopLength the window of frame t begins; negative: behind it. */
export function leadOf(spec: Spec): i32 {
  const within = (spec.nFft - spec.winLength) >> 1;
  if (spec.framing === CENTER) return (spec.nFft >> 1) - within;
  if (spec.framing === CENTER_HOP) return (spec.winLength >> 1) - (spec.hopLength >> 1);
  return spec.framing === SNIP_EDGES ? 0 : -within;
}

/** Frames of n samples, n > 0; see FeatureSpec's `framing`. */
export function nFramesOf(spec: Spec, n: i32): i32 {
  const hop = spec.hopLength;
  if (spec.framing === CENTER) return 1 + n / hop;
  if (spec.framing === CENTER_HOP) return (n + (hop >> 1)) / hop;
  const length = spec.framing === SNIP_EDGES ? spec.winLength : spec.nFft;
  return n < length ? 0 : 1 + (n - length) / hop;
}

/** Fills `before` values in front of f32[n] at x and `behind` values after it with a mirror image, as often as needed. */
export function mirror(x: usize, n: i32, before: i32, behind: i32, padding: i32): void {
  for (let i = -before; i < 0; i++) copyMirrored(x, n, i, padding);
  for (let i = n; i < n + behind; i++) copyMirrored(x, n, i, padding);
}

function copyMirrored(x: usize, n: i32, i: i32, padding: i32): void {
  // A mirror image of the mirror image is the signal again: one period holds both.
  const period = padding === REFLECT ? max(1, 2 * (n - 1)) : 2 * n;
  let phase = i % period;
  if (phase < 0) phase += period;
  if (phase >= n) phase = padding === REFLECT ? period - phase : period - 1 - phase;
  store<f32>(x + ((<isize>i) << 2), load<f32>(x + ((<usize>phase) << 2)));
}
