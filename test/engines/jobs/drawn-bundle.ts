import { type Bundle, type Layer, networkOf } from "@undertone/core";
import { featureFingerprint } from "@undertone/features";
import { loadDsp } from "@undertone/kernels/dsp";
import { recipeNamed } from "@undertone/trainer";
import { bundleOf, drawnTensors } from "../../drawn/bundle.ts";

const LABELS = ["angry", "fear", "happy", "sad"];

/** The network of recipe nano with drawn weights. */
export async function drawnBundle(): Promise<Bundle> {
  const { input, layers: hidden } = recipeNamed("nano");
  const layers: Layer[] = [...hidden, { kind: "dense", units: LABELS.length, relu: false }];
  const featuresSha256 = featureFingerprint(await loadDsp(), input);
  const tensors = drawnTensors(networkOf({ input, layers }).parameters, 1, () => 0.3);
  return bundleOf({ labels: LABELS, input, layers, featuresSha256 }, tensors);
}
