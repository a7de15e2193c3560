export { type Bundle, checkBundle, networkOf, type TrainingSummary, tensorsOf } from "./bundle.ts";
export { BundleError } from "./bundle-error.ts";
export { calibratedBundle } from "./calibrated-bundle.ts";
export { canonicalJson } from "./canonical-json.ts";
export type { ContainerFormat, ContainerHeader, TensorEntry } from "./container.ts";
export { ContainerError, type ContainerPlace } from "./container-error.ts";
export { decodeBundle } from "./decode-bundle.ts";
export { type ContainerReader, decodeContainer } from "./decode-container.ts";
export { type BundleDescription, describeBundle } from "./describe-bundle.ts";
export type { InputDescription } from "./describe-input.ts";
export type { LayerDescription } from "./describe-layer.ts";
export { DTYPES, type Dtype, tensorByteLength } from "./dtype.ts";
export { encodeBundle } from "./encode-bundle.ts";
export { encodeContainer } from "./encode-container.ts";
export { decodeTensor, encodeTensor, packSixes, quantized } from "./encode-tensor.ts";
export { htkMfcc, kaldiFbank, kaldiMfcc, librosaLogMel, librosaMfcc } from "./feature-presets.ts";
export {
  type FeatureSpec,
  featureSpecSchema,
  hasMelAxis,
  type InputSpec,
  inputSpecSchema,
  nCoefficientsOf,
  nStaticsOf,
} from "./feature-spec.ts";
export { EMOTIONS, type Emotion, isLabel, LABELS, type Label, occurring } from "./labels.ts";
export { BATCH_NORM_EPSILON, type Layer, layersSchema } from "./layers.ts";
export { licenseNote } from "./license-note.ts";
export { type Memory, reusedMemory } from "./memory.ts";
export {
  type Network,
  type Parameter,
  type PlannedLayer,
  paddingBefore,
  parameterOf,
  planNetwork,
  type Shape,
  sizeOf,
  tensorFor,
  unpaddedRows,
} from "./network.ts";
export { percentile } from "./percentile.ts";
export { type Quantized, quantize } from "./quantize.ts";
export { quantizedBundle } from "./quantized-bundle.ts";
export { PURPOSES, type Purpose, philox4x32, type Random, type RandomAddress, randomAt, shuffled } from "./random.ts";
export { between, oneOf, pair, positive, type Schema, text, truth, validated, whole } from "./schema.ts";
export { sha256Hex, sha256HexAsync } from "./sha256.ts";
export type { Features, Waveform } from "./waveform.ts";
export { float32Bytes, weightsSha256 } from "./weights-sha256.ts";
