import { type FeatureSpec, nStaticsOf } from "@undertone/core";
import type { FeatureKernels } from "./feature-kernels.ts";

/**
 * Fills the columns that depend on one frame alone (and with topDb on the largest log-mel): coefficients and energy.
 *
 * @param framed     address of the first frame's first sample, `hopLength` before the next one's
 * @param nFrames    at least 1
 * @param values     address of f32[nFrames, rowLength]
 * @param rowLength  at least `nStaticsOf`
 * @param logMels    with topDb, which needs those of the whole clip first, the address of f32[⌈nFrames / 4⌉][nMels][4] to be
 *                   filled instead of coefficients, which `finishFeatures` makes; else 0
 */
export function extractFrames(
  wasm: FeatureKernels,
  plan: number,
  spec: FeatureSpec,
  framed: number,
  nFrames: number,
  values: number,
  rowLength: number,
  logMels: number,
): void {
  wasm.extractFeatures(plan, framed, nFrames, values, rowLength, logMels);
  if (spec.energy === "none") return;
  const column = spec.energy === "first" ? 0 : nStaticsOf(spec) - 1;
  const energies = values + column * Float32Array.BYTES_PER_ELEMENT;
  wasm.frameLogEnergies(plan, framed, nFrames, energies, rowLength);
}
