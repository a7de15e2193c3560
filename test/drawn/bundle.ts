// Bundles for the tests of several packages, of weights that nobody trained.
import {
  type Bundle,
  type InputSpec,
  type Layer,
  networkOf,
  type Parameter,
  randomAt,
  sizeOf,
  type TrainingSummary,
  weightsSha256,
} from "@undertone/core";

/** What a drawn bundle is made of. */
export interface DrawnModel {
  labels: string[];
  input: InputSpec;
  layers: Layer[];
  featuresSha256: string;
}

/**
 * Values of each parameter, about 1 where it scales and about 0 elsewhere, drawn from a seed.
 *
 * @param spread  how far a value lies from its center at most
 */
export function drawnTensors(
  parameters: readonly Parameter[],
  seed: number,
  spread: (parameter: Parameter) => number,
): Map<string, Float32Array> {
  const random = randomAt(seed, "initialize");
  return new Map(
    parameters.map((parameter) => {
      const { name, role, shape } = parameter;
      const [center, reach] = [role === "gamma" || role === "movingVariance" ? 1 : 0, spread(parameter)];
      return [name, Float32Array.from({ length: sizeOf(shape) }, () => center + random.between(-reach, reach))];
    }),
  );
}

/** A bundle of such tensors, which says of itself that nothing was trained; the hash is of the parameters alone. */
export function bundleOf(model: DrawnModel, tensors: Map<string, Float32Array>): Bundle {
  const training: TrainingSummary = {
    corpora: ["none"],
    speakers: [],
    synthetic: true,
    protocol: "drawn weights",
    metrics: {},
    seed: 1,
    recipe: "test",
    recipeSha256: "0".repeat(64),
    weightsSha256: weightsSha256(networkOf(model), tensors),
    undertoneVersion: "0.1.0",
  };
  return { ...model, tensors, training };
}
