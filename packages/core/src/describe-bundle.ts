import { type Bundle, networkOf, type TrainingSummary, tensorsOf } from "./bundle.ts";
import { describeInput, type InputDescription } from "./describe-input.ts";
import { describeLayers, type LayerDescription } from "./describe-layer.ts";
import { DTYPES, type Dtype, tensorByteLength } from "./dtype.ts";
import { licenseNote } from "./license-note.ts";
import { multiplyAdds } from "./multiply-adds.ts";
import { sizeOf } from "./network.ts";

/** What a bundle holds, for people and for programs. */
export interface BundleDescription {
  labels: string[];
  input: InputDescription;
  layers: LayerDescription[];
  /** numbers trained, and all that the network needs, moving averages included */
  parameters: { trained: number; all: number };
  /** for one input of full length */
  multiplyAdds: number;
  /** how the tensors are stored, by dtype */
  tensors: { dtype: Dtype; count: number; values: number; byteLength: number }[];
  featuresSha256: string;
  /** its metrics hold for whom its protocol names, and for nobody else */
  training: TrainingSummary;
  license: string;
}

/** Tells what a valid bundle holds. */
export function describeBundle(bundle: Bundle): BundleDescription {
  const { labels, input, featuresSha256, training } = bundle;
  const network = networkOf(bundle);
  return {
    labels,
    input: describeInput(input),
    layers: describeLayers(network.layers),
    parameters: {
      trained: network.nTrainable,
      all: network.parameters.reduce((sum, { shape }) => sum + sizeOf(shape), 0),
    },
    multiplyAdds: network.layers.reduce((sum, layer) => sum + multiplyAdds(layer), 0),
    tensors: tensorsByDtype(bundle),
    featuresSha256,
    training,
    license: licenseNote(training),
  };
}

function tensorsByDtype(bundle: Bundle): BundleDescription["tensors"] {
  const tensors = tensorsOf(bundle);
  return DTYPES.flatMap((dtype) => {
    const shapes = tensors
      .filter(({ name }) => (bundle.dtypes?.get(name) ?? "f32") === dtype)
      .map(({ shape }) => shape);
    const values = shapes.reduce((sum, shape) => sum + sizeOf(shape), 0);
    const byteLength = shapes.reduce((sum, shape) => sum + tensorByteLength(shape, dtype), 0);
    return shapes.length > 0 ? [{ dtype, count: shapes.length, values, byteLength }] : [];
  });
}
