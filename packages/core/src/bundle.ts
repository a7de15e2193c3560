import * as v from "valibot";
import type { TensorEntry } from "./container.ts";
import { DTYPES, type Dtype } from "./dtype.ts";
import { checkDtype } from "./encode-tensor.ts";
import { type InputSpec, inputSpecSchema, nCoefficientsOf } from "./feature-spec.ts";
import { type Layer, layersSchema } from "./layers.ts";
import { type Network, planNetwork } from "./network.ts";
import { oneOf, type Schema, text, truth, validated, whole } from "./schema.ts";
import { checkedTensor, weightsSha256 } from "./weights-sha256.ts";

/** What a reader must know of how the weights came about. */
export interface TrainingSummary {
  /** the corpora trained on */
  corpora: string[];
  /** whose voices the weights or the choice among them saw, where known: who may not be tested as unseen */
  speakers: string[];
  /** whether any of that was synthesized, not spoken */
  synthetic: boolean;
  /** how `metrics` were measured: "speaker" for unseen speakers, "clip", "synthetic voices", ... */
  protocol: string;
  /** by name, shares as 0 to 1: { uar: 0.67 } */
  metrics: Record<string, number>;
  /** of all random streams */
  seed: number;
  /** the recipe's name and the SHA-256 of its JSON, `JSON.stringify(recipe)` in UTF-8 */
  recipe: string;
  recipeSha256: string;
  /** `weightsSha256` of the tensors */
  weightsSha256: string;
  /** version of Undertone that trained */
  undertoneVersion: string;
}

/** A trained model: all that recognition needs, and where it came from. */
export interface Bundle {
  /** of the network's outputs, in their order */
  labels: string[];
  input: InputSpec;
  /** fingerprint of the feature front end that made the training features */
  featuresSha256: string;
  layers: Layer[];
  /**
   * values by name, row-major: every parameter of the network and, where normalization is "training", "input.mean" and
   * "input.standardDeviation", [nCoefficients] each
   */
  tensors: ReadonlyMap<string, Float32Array>;
  /**
   * how kernels are stored, by tensor name; those not named, and all other tensors, are "f32". The tensors hold the values that
   * are left of them, see `quantizedBundle`.
   */
  dtypes?: ReadonlyMap<string, Dtype>;
  training: TrainingSummary;
}

/** A bundle's JSON header: all but the tensors' values. */
export type BundleHeader = Omit<Bundle, "tensors" | "dtypes"> & { tensors: TensorEntry[] };

const sha256: Schema<string> = v.pipe(
  text(),
  v.regex(/^[0-9a-f]{64}$/, "expected a SHA-256 of 64 lower-case hexadecimal digits"),
);
const named: Schema<string> = v.pipe(text(), v.nonEmpty("expected a text that is not empty"));
const finite: Schema<number> = v.pipe(v.number("expected a number"), v.finite("expected a finite number"));

const headerSchema: Schema<BundleHeader> = v.strictObject({
  labels: v.array(named),
  input: inputSpecSchema,
  featuresSha256: sha256,
  layers: layersSchema,
  tensors: v.array(
    v.strictObject({
      name: text(),
      shape: v.array(whole(1, 0xffffffff)),
      dtype: v.exactOptional(oneOf(DTYPES.filter((dtype) => dtype !== "f32"))),
    }),
  ),
  training: v.strictObject({
    corpora: v.array(named),
    speakers: v.array(named),
    synthetic: truth(),
    protocol: named,
    metrics: v.record(v.string(), finite),
    seed: whole(0, 0xffffffff),
    recipe: named,
    recipeSha256: sha256,
    weightsSha256: sha256,
    undertoneVersion: named,
  }),
});

/** The network of a bundle, or of any layer list with its input. */
export function networkOf({ layers, input }: Pick<Bundle, "layers" | "input">): Network {
  return planNetwork(layers, input.nFrames, nCoefficientsOf(input.features));
}

/** Names and shapes of the tensors a bundle must hold, in the order of the file. */
export function tensorsOf(bundle: Pick<Bundle, "layers" | "input">): { name: string; shape: number[] }[] {
  const shape = [nCoefficientsOf(bundle.input.features)];
  const statistics = ["input.mean", "input.standardDeviation"].map((name) => ({ name, shape }));
  return [
    ...networkOf(bundle).parameters.map(({ name, shape }) => ({ name, shape })),
    ...(bundle.input.normalization === "training" ? statistics : []),
  ];
}

/**
 * Returns the header that `value` is.
 *
 * @throws RangeError that names the first wrong field; also if the labels are not distinct, do not match the network, or
 *         the tensors listed are not those of the layers
 */
export function validatedHeader(value: unknown): BundleHeader {
  const header = validated(headerSchema, value, "header");
  const { labels, tensors } = header;
  const seen = new Set<string>();
  const twice = labels.find((label) => seen.size === seen.add(label).size);
  if (twice !== undefined)
    throw new RangeError(`label ${JSON.stringify(twice)} is there twice, expected distinct labels`);

  const { nOutputs } = networkOf(header);
  if (labels.length !== nOutputs) {
    throw new RangeError(`labels has ${labels.length} entries, expected ${nOutputs} as the network has outputs`);
  }
  const expected = tensorsOf(header);
  for (let i = 0; i < Math.max(tensors.length, expected.length); i++) {
    const [found, wanted] = [shown(tensors[i]), shown(expected[i])];
    if (found !== wanted) throw new RangeError(`tensor ${i} is ${found}, expected ${wanted}`);
    if (tensors[i].dtype !== undefined && !tensors[i].name.endsWith(".kernel")) {
      throw new RangeError(
        `tensor ${tensors[i].name} is ${tensors[i].dtype}, expected f32: only kernels are quantized`,
      );
    }
  }
  return header;
}

const shown = (tensor?: TensorEntry) => (tensor ? `${tensor.name} [${tensor.shape}]` : "nothing");

/**
 * Checks a bundle that did not come from `decodeBundle`, and returns its header.
 *
 * @throws RangeError for a bundle that `decodeBundle` would refuse, with its reason
 */
export function checkBundle(bundle: Bundle): BundleHeader {
  const { labels, input, featuresSha256, layers, training, dtypes } = bundle;
  const tensors = tensorsOf(bundle).map(({ name, shape }) => {
    const dtype = dtypes?.get(name) ?? "f32";
    return dtype === "f32" ? { name, shape } : { name, shape, dtype };
  });
  const header = validatedHeader({ labels, input, featuresSha256, layers, training, tensors });
  checkTensors(bundle);
  return header;
}

/**
 * Checks the values of a bundle whose header is valid.
 *
 * @throws RangeError if a tensor is missing, superfluous, of wrong size or not finite; if a variance or a
 *         standard deviation is negative; if the dtype of a tensor cannot hold its values; if the weights are not those that
 *         `training.weightsSha256` names
 */
export function checkTensors(bundle: Bundle): void {
  const { tensors, training } = bundle;
  const expected = tensorsOf(bundle);
  for (const { name, shape } of expected) {
    const values = checkedTensor(tensors, name, shape);
    const spread = name.endsWith(".movingVariance") || name === "input.standardDeviation";
    if (spread && values.some((value) => value < 0)) {
      throw new RangeError(`tensor ${name} holds a number below 0, expected none`);
    }
    checkDtype(name, values, shape, bundle.dtypes?.get(name) ?? "f32");
  }
  const names = new Set(expected.map(({ name }) => name));
  const extra = [...tensors.keys(), ...(bundle.dtypes?.keys() ?? [])].find((name) => !names.has(name));
  if (extra !== undefined) throw new RangeError(`tensor ${extra} is none of the network's, expected no others`);

  const sha256 = weightsSha256(networkOf(bundle), tensors);
  if (training.weightsSha256 !== sha256) {
    throw new RangeError(`training.weightsSha256 is ${training.weightsSha256}, expected ${sha256} as of the tensors`);
  }
}
