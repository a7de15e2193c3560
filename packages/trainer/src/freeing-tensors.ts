import { tidy } from "@tensorflow/tfjs-core";

/** What `compute` gives, which holds no tensor: tf.tidy walks through what it returns, a quarter of a step for arrays of weights. */
export function freeingTensors<T>(compute: () => T): T {
  const results: T[] = [];
  tidy(() => void results.push(compute()));
  return results[0];
}
