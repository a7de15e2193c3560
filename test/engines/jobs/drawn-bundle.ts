import { type Bundle, type Layer, networkOf, randomAt, sizeOf, weightsSha256 } from "@undertone/core";
import { featureFingerprint } from "@undertone/features";
import { loadDsp } from "@undertone/kernels/dsp";
import { recipeNamed } from "@undertone/trainer";

const LABELS = ["angry", "fear", "happy", "sad"];

/** The network of recipe nano with drawn weights. */
export async function drawnBundle(): Promise<Bundle> {
  const recipe = recipeNamed("nano");
  const { input } = recipe;
  const layers: Layer[] = [...recipe.layers, { kind: "dense", units: LABELS.length, relu: false }];
  const network = networkOf({ input, layers });
  const random = randomAt(1, "initialize");
  const tensors = new Map(
    network.parameters.map(({ name, role, shape }) => {
      const center = role === "gamma" || role === "movingVariance" ? 1 : 0;
      const values = Float32Array.from({ length: sizeOf(shape) }, () => center + random.between(-0.3, 0.3));
      return [name, values];
    }),
  );
  const training = {
    corpora: ["none"],
    speakers: [],
    synthetic: true,
    protocol: "drawn weights",
    metrics: {},
    seed: 1,
    recipe: "nano",
    recipeSha256: "0".repeat(64),
    weightsSha256: weightsSha256(network, tensors),
    undertoneVersion: "0.1.0",
  };
  return {
    labels: LABELS,
    input,
    featuresSha256: featureFingerprint(await loadDsp(), input),
    layers,
    tensors,
    training,
  };
}
