import * as tf from "@tensorflow/tfjs-core";
import { expect } from "vitest";

/** Seeded values in [-1, 1). */
export const uniform = (shape: number[], seed: number): tf.Tensor => tf.randomUniform(shape, -1, 1, "float32", seed);

/** Expects errors below `tolerance` times the largest expected value. */
export function close(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number): void {
  const values = Array.from(expected);
  expect(actual).toHaveLength(values.length);
  const largest = Math.max(...values.map(Math.abs));
  expect(largest).toBeGreaterThan(0);
  expect(Math.max(...values.map((value, i) => Math.abs(actual[i] - value))) / largest).toBeLessThan(tolerance);
}

/** The values that one kernel gives on one backend. The Wasm backend is active afterwards. */
export async function valuesOn(
  backendName: string,
  kernel: string,
  inputs: () => tf.NamedTensorMap,
  attrs: object,
): Promise<Float32Array> {
  await tf.setBackend(backendName);
  try {
    return tf.tidy(() =>
      (tf.engine().runKernel(kernel, inputs(), attrs as tf.NamedAttrMap) as tf.Tensor).dataSync<"float32">(),
    );
  } finally {
    await tf.setBackend("wasm");
  }
}

/** SHA-256 over the values of all tensors, in hexadecimal. */
export async function hash(tensors: readonly tf.Tensor[]): Promise<string> {
  const values = Float32Array.from(tensors.flatMap((tensor) => [...tensor.dataSync()]));
  const digest = await crypto.subtle.digest("SHA-256", values.buffer);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
