import { powerRatio } from "../common/decibel";
import { alloc, mark, release } from "../common/memory";
import { frameEnergies } from "../dsp/condition";
import { makeRoom } from "./room";
// biome-ignore lint/style/useImportType: AssemblyScript has no type imports
import { Spec } from "./spec";

/** What `trimSilence` found. */
export let trimStart: i32 = 0;
export let trimEnd: i32 = 0;

/**
 * Finds what stays of samples whose silent head and tail are cut off, as packages/features/src/trim-silence.ts does: a frame is
 * loud if E[t] >= percentile(E) · 10^(-thresholdDb / 10), and what stays reaches from `margin` frames before the first loud
 * one to `margin` frames after the last.
 *
 * @param x  f32[n], clean
 * @returns  false if there is no room for the energies
 */
export function trimSilence(spec: Spec, x: usize, n: i32): bool {
  trimStart = 0;
  trimEnd = n;
  if (n < spec.winLength) return true;
  const nFrames = 1 + (n - spec.winLength) / spec.hopLength;
  if (!makeRoom(((<u64>nFrames) << 2) + 16)) return false;

  const scratch = mark();
  const energies = alloc((<usize>nFrames) << 2);
  frameEnergies(x, spec.winLength, spec.hopLength, nFrames, energies);
  const threshold = percentileOf(energies, nFrames, spec.percentile) * powerRatio(-spec.thresholdDb);
  let first = 0;
  while (first < nFrames - 1 && !(<f64>load<f32>(energies + ((<usize>first) << 2)) >= threshold)) first++;
  let last = nFrames - 1;
  while (last > first && !(<f64>load<f32>(energies + ((<usize>last) << 2)) >= threshold)) last--;
  release(scratch);

  last += spec.margin;
  trimStart = max(0, first - spec.margin) * spec.hopLength;
  if (last < nFrames - 1) trimEnd = last * spec.hopLength + spec.winLength;
  return true;
}

/** The percentile of f32[n], none below 0, linear between neighbors: numpy's by default. */
function percentileOf(values: usize, n: i32, percent: f64): f64 {
  const position = (percent / 100) * <f64>(n - 1);
  const below = <i32>floor(position);
  const low = <f64>smallest(values, n, below);
  return low + (position - <f64>below) * (<f64>smallest(values, n, min(below + 1, n - 1)) - low);
}

/** The value that k others precede when sorted: numbers not below 0 are in the order of their bits, found from the highest on. */
function smallest(values: usize, n: i32, k: i32): f32 {
  let found: u32 = 0;
  for (let bit: u32 = 0x40000000; bit; bit >>= 1) {
    let nBelow = 0;
    for (let i = 0; i < n; i++) nBelow += <i32>(load<u32>(values + ((<usize>i) << 2)) < (found | bit));
    if (nBelow <= k) found |= bit;
  }
  return reinterpret<f32>(found);
}
