import { type Parameter, sizeOf } from "@undertone/core";
import type { Values } from "./learner-state.ts";

/** The parameters' values behind one another in one array, as a message carries them. */
export function joined(parameters: readonly Parameter[], values: Values): Float32Array<ArrayBuffer> {
  const vector = new Float32Array(parameters.reduce((sum, { shape }) => sum + sizeOf(shape), 0));
  let start = 0;
  for (const { name, shape } of parameters) {
    vector.set(values.get(name)!, start);
    start += sizeOf(shape);
  }
  return vector;
}

/** What was joined, apart again: views by name. */
export function parted(parameters: readonly Parameter[], vector: Float32Array): Map<string, Float32Array> {
  let start = 0;
  return new Map(
    parameters.map(({ name, shape }) => {
      const end = start + sizeOf(shape);
      const values = vector.subarray(start, end);
      start = end;
      return [name, values];
    }),
  );
}

/** The sum of vectors of one length, float32 at each addition, from the first on: ((a + b) + c) + d. */
export function summed(vectors: readonly Float32Array[]): Float32Array<ArrayBuffer> {
  const [first, ...others] = vectors;
  const sum = first.slice();
  for (const vector of others) for (let i = 0; i < sum.length; i++) sum[i] += vector[i];
  return sum;
}
