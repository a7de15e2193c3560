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

/** Reserves memory for `length` float32 values, whatever it holds, and returns its address. */
export function reserve(wasm: Arena, length: number): number {
  return wasm.alloc(length * Float32Array.BYTES_PER_ELEMENT);
}

/** Copies `values` into fresh memory and returns their address. */
export function write(wasm: Arena, values: Float32Array): number {
  const address = reserve(wasm, values.length);
  new Float32Array(wasm.memory.buffer, address, values.length).set(values);
  return address;
}

/** Copies `length` float32 values out of memory. */
export function read(wasm: Arena, address: number, length: number): Float32Array<ArrayBuffer> {
  return new Float32Array(wasm.memory.buffer, address, length).slice();
}
