import { type FeatureSpec, type Features, hasMelAxis, type Memory, nStaticsOf } from "@undertone/core";
import { type Dsp, warpMatrix } from "@undertone/kernels/dsp";
import type { Augmentation } from "./augmentation.ts";

/**
 * Changes the speed of features and stretches their mel axis as drawn, bilinearly; deltas are warped as what they are
 * deltas of.
 *
 * @param spec    what made the features
 * @param memory  for the result, fresh unless given; may hold the features
 * @throws RangeError if the mel axis of MFCCs, or of log-mels with their energy, were to be stretched: they have none
 */
export function warpFeatures(
  dsp: Dsp,
  spec: FeatureSpec,
  features: Features,
  { speed, melStretch }: Pick<Augmentation, "speed" | "melStretch">,
  memory?: Memory,
): Features {
  if (!hasMelAxis(spec) && melStretch !== 1) {
    const columns = spec.kind === "mfcc" ? "mfcc" : "logMel with energy";
    throw new RangeError(`melStretch is ${melStretch}, expected 1 for ${columns}: set melWarp to 0 or use logMel`);
  }
  if (speed === 1 && melStretch === 1) return features;
  return warpMatrix(dsp, features, { speed, stretch: melStretch, width: nStaticsOf(spec) }, memory);
}
