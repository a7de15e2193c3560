import { type Bundle, networkOf } from "./bundle.ts";
import type { Dtype } from "./dtype.ts";
import { quantized } from "./encode-tensor.ts";
import { weightsSha256 } from "./weights-sha256.ts";

/**
 * A bundle whose kernels, all filters and matrices, are stored as `dtype` and hold the values that are left of them; biases,
 * batch normalizations and statistics stay float32. `training.weightsSha256` is that of the new weights.
 *
 * @throws RangeError if a weight is too large for the dtype
 */
export function quantizedBundle(bundle: Bundle, dtype: Dtype): Bundle {
  const network = networkOf(bundle);
  const tensors = new Map(bundle.tensors);
  const dtypes = new Map<string, Dtype>();
  for (const { name, role, shape } of network.parameters) {
    if (role !== "kernel") continue;
    tensors.set(name, quantized(tensors.get(name)!, shape, dtype));
    if (dtype !== "f32") dtypes.set(name, dtype);
  }
  const training = { ...bundle.training, weightsSha256: weightsSha256(network, tensors) };
  const { dtypes: _, ...rest } = bundle;
  return dtypes.size > 0 ? { ...rest, tensors, dtypes, training } : { ...rest, tensors, training };
}
