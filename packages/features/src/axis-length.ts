import { type FeatureSpec, nCoefficientsOf } from "@undertone/core";

/** Columns of the features without their deltas: nMfcc or nMels. */
export function axisLength(spec: FeatureSpec): number {
  return nCoefficientsOf(spec) / (1 + spec.deltas);
}
