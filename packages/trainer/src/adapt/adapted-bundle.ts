import { type Bundle, networkOf, parameterOf, weightsSha256 } from "@undertone/core";
import type { Classifier } from "./classifier.ts";

/** How an adapted bundle calls what it was adapted on, among its corpora. */
export const OWN_CLIPS = "own clips";

/**
 * A bundle with another last layer, in float32. It says what was done to it, and no longer what was measured of it before.
 *
 * @param nClips  that it was adapted on
 */
export function adaptedBundle(bundle: Bundle, labels: string[], { kernel, bias }: Classifier, nClips: number): Bundle {
  const layers = [...bundle.layers.slice(0, -1), { kind: "dense" as const, units: labels.length, relu: false }];
  const network = networkOf({ layers, input: bundle.input });
  const last = network.layers.at(-1)!;
  const kernelName = parameterOf(last, "kernel").name;
  const tensors = new Map(bundle.tensors);
  tensors.set(kernelName, Float32Array.from(kernel));
  tensors.set(parameterOf(last, "bias").name, Float32Array.from(bias));

  const { dtypes: stored, ...rest } = bundle;
  const dtypes = new Map([...(stored ?? [])].filter(([name]) => name !== kernelName));
  const training = {
    ...bundle.training,
    corpora: [...bundle.training.corpora.filter((corpus) => corpus !== OWN_CLIPS), OWN_CLIPS],
    protocol: `adapted on ${nClips} clips of yours; what was measured before is no longer valid`,
    metrics: {},
    weightsSha256: weightsSha256(network, tensors),
  };
  const adapted = { ...rest, labels, layers, tensors, training };
  return dtypes.size > 0 ? { ...adapted, dtypes } : adapted;
}
