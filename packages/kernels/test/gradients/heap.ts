import { type Gradients, loadGradients } from "@undertone/kernels/gradients";

/** The gradient kernels in a memory of their own, with a bump allocator in place of tfjs's. */
export interface Heap {
  gradients: Gradients;
  /** copies values in, with a guard behind them, and returns their address */
  put(values: ArrayLike<number>): number;
  /** room for `length` values that hold NaN until they are written */
  room(length: number): number;
  take(address: number, length: number): Float32Array;
}

export async function startHeap(): Promise<Heap> {
  const memory = new WebAssembly.Memory({ initial: 64 });
  const gradients = await loadGradients(memory);
  let top = 8; // tfjs's allocator aligns to 8 bytes, not to 16
  const put = (values: ArrayLike<number>) => {
    const address = top;
    top += Math.ceil((4 * values.length) / 8) * 8 + 8;
    new Float32Array(memory.buffer, address, values.length).set(values);
    return address;
  };
  return {
    gradients,
    put,
    room: (length) => put(new Float32Array(length).fill(Number.NaN)),
    take: (address, length) => new Float32Array(memory.buffer, address, length).slice(),
  };
}

/** Values in [-1, 1) from a linear congruential generator. */
export function noise(length: number, seed: number): Float32Array {
  let state = seed;
  return Float32Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 31 - 1;
  });
}

/** The largest error over the largest expected value. */
export function relativeError(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  const values = Array.from(expected);
  const largest = Math.max(...values.map(Math.abs), 1e-30);
  return Math.max(...values.map((value, i) => Math.abs(actual[i] - value))) / largest;
}

/** Central differences of f at x, in double precision. */
export function numericGradient(f: (x: Float64Array) => number, x: ArrayLike<number>): Float64Array {
  const at = Float64Array.from(x);
  return at.map((value, i) => {
    const h = 1e-5;
    at[i] = value + h;
    const above = f(at);
    at[i] = value - h;
    const below = f(at);
    at[i] = value;
    return (above - below) / (2 * h);
  });
}
