import { type FeatureSpec, nCoefficientsOf, nStaticsOf } from "@undertone/core";
import type { FeatureKernels } from "./feature-kernels.ts";

/**
 * Fills the columns of deltas in rows whose first columns are the frames' own.
 *
 * @param values  address of f32[nFrames, nCoefficients]
 */
export function appendDeltas(wasm: FeatureKernels, spec: FeatureSpec, values: number, nFrames: number): void {
  const { deltas, deltaWidth, deltaKind } = spec;
  const rowLength = nCoefficientsOf(spec);
  const columns = nStaticsOf(spec);
  const group = columns * Float32Array.BYTES_PER_ELEMENT;
  for (let order = 1; order <= deltas; order++) {
    const to = values + order * group;
    if (deltaKind === "librosa") wasm.delta(values, nFrames, columns, rowLength, to, deltaWidth, order);
    else if (deltaKind === "kaldi") wasm.regressionDelta(values, nFrames, columns, rowLength, to, deltaWidth, order);
    else wasm.regressionDelta(to - group, nFrames, columns, rowLength, to, deltaWidth, 1);
  }
}
