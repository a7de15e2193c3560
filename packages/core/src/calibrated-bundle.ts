import { type Bundle, networkOf } from "./bundle.ts";
import { quantized } from "./encode-tensor.ts";
import { parameterOf, tensorFor } from "./network.ts";
import { weightsSha256 } from "./weights-sha256.ts";

/**
 * A bundle whose probabilities are softmax(z / temperature) of the given one's logits z: kernel and bias of the last layer
 * divided by the temperature, in their dtypes, so that whatever reads bundles gives calibrated probabilities and need not know.
 * The likeliest label stays the likeliest. `training.weightsSha256` is that of the new weights, and
 * `training.metrics.temperature` tells how they were made.
 *
 * @param temperature  above 0
 * @throws RangeError unless temperature is a finite number above 0, or if a tensor of the last layer is missing
 */
export function calibratedBundle(bundle: Bundle, temperature: number): Bundle {
  if (!(temperature > 0 && temperature < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`temperature is ${temperature}, expected a number above 0`);
  }
  const network = networkOf(bundle);
  const last = network.layers.at(-1)!;
  const tensors = new Map(bundle.tensors);
  for (const role of ["kernel", "bias"] as const) {
    const scaled = tensorFor(last, role, bundle.tensors).map((value) => value / temperature);
    const { name, shape } = parameterOf(last, role);
    tensors.set(name, quantized(scaled, shape, bundle.dtypes?.get(name) ?? "f32"));
  }
  const metrics = { ...bundle.training.metrics, temperature };
  const training = { ...bundle.training, metrics, weightsSha256: weightsSha256(network, tensors) };
  return { ...bundle, tensors, training };
}
