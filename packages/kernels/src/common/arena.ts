import type { Memory } from "@undertone/core";

/** The part of a Wasm instance that owns its memory: a bump arena with mark and release. */
export interface Arena {
  memory: WebAssembly.Memory;
  alloc(byteLength: number): number;
  mark(): number;
  release(address: number): void;
}

/**
 * Runs `body`, then gives back every byte it reserved, also when it throws.
 * Addresses taken inside must not leave; results leave as copies, by `read`.
 */
export function withScratch<T>(wasm: Arena, body: () => T): T {
  const mark = wasm.mark();
  try {
    return body();
  } finally {
    wasm.release(mark);
  }
}

/** What an arena holds at most: below 2³¹, addresses are the same signed and unsigned. */
const MAX_BYTES = 2 ** 31 - 2 ** 16;

/**
 * Reserves memory for `length` float32 values, whatever it holds, and returns its address.
 *
 * @throws RangeError if the arena would exceed 2 GiB, or the system gives no more: a waveform may be of any length
 */
export function reserve(wasm: Arena, length: number): number {
  const byteLength = length * Float32Array.BYTES_PER_ELEMENT;
  const left = MAX_BYTES - wasm.mark();
  if (byteLength > left) {
    throw new RangeError(`memory needed is ${byteLength} bytes, expected at most the ${left} that are left: too long`);
  }
  try {
    return wasm.alloc(byteLength);
  } catch {
    throw new RangeError(`memory needed is ${byteLength} bytes, expected no more than the system gives`);
  }
}

/** Copies `values` into fresh memory and returns their address. @throws RangeError as `reserve` */
export function write(wasm: Arena, values: Float32Array): number {
  const address = reserve(wasm, values.length);
  new Float32Array(wasm.memory.buffer, address, values.length).set(values);
  return address;
}

/** Copies `length` float32 values out, into fresh memory unless `memory` is given. */
export function read(wasm: Arena, address: number, length: number, memory?: Memory): Float32Array<ArrayBuffer> {
  const values = new Float32Array(wasm.memory.buffer, address, length);
  if (!memory) return values.slice();
  const copy = memory(length);
  copy.set(values);
  return copy;
}
