import type { FeatureSpec } from "@undertone/core";
import { reserve } from "../common/arena.ts";
import type { FeatureKernels } from "./feature-kernels.ts";
import { leadOf, nFramesOf, paddedIndex } from "./framing.ts";
import { clean } from "./write-clean.ts";

/**
 * Copies samples into fresh memory, cleaned and, where the spec says so, pre-emphasized, between the padding that frames
 * reach into: frame t is windowed over winLength samples that begin at t · hopLength of what is returned, and at
 * t · hopLength - lead of `samples`.
 *
 * @returns the first frame's address
 * @throws RangeError as `clean`
 */
export function writeFramed(wasm: FeatureKernels, plan: number, spec: FeatureSpec, samples: Float32Array): number {
  const lead = leadOf(spec);
  const before = Math.max(0, lead);
  const skipped = before - lead;
  const nFrames = nFramesOf(spec, samples.length);
  const length = Math.max(before + samples.length, nFrames > 0 ? skipped + wasm.framedLength(plan, nFrames) : 0);
  const address = reserve(wasm, length);
  const first = address + before * Float32Array.BYTES_PER_ELEMENT;

  const framed = new Float32Array(wasm.memory.buffer, address, length);
  framed.set(samples, before);
  clean(wasm, first, samples);
  if (spec.preEmphasisScope === "signal" && spec.preEmphasis > 0) {
    wasm.preEmphasize(first, samples.length, spec.preEmphasis, 0);
  }
  pad(framed, before, samples.length, spec.padding);
  return address + skipped * Float32Array.BYTES_PER_ELEMENT;
}

/** Fills what stands before and behind n samples from index `start` on. */
function pad(framed: Float32Array, start: number, n: number, padding: FeatureSpec["padding"]): void {
  const end = start + n;
  if (padding === "zero" || n === 0) {
    framed.fill(0, 0, start).fill(0, end);
    return;
  }
  const at = (i: number) => framed[start + paddedIndex(i - start, n, padding)];
  for (let i = 0; i < start; i++) framed[i] = at(i);
  for (let i = end; i < framed.length; i++) framed[i] = at(i);
}
