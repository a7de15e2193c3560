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

/** Copies `values` into fresh memory and returns their address. */
export function write(wasm: Arena, values: Float32Array): number {
  const address = wasm.alloc(values.byteLength);
  new Float32Array(wasm.memory.buffer, address, values.length).set(values);
  return address;
}

/** Copies `length` float32 values out of memory. */
export function read(wasm: Arena, address: number, length: number): Float32Array<ArrayBuffer> {
  return new Float32Array(wasm.memory.buffer, address, length).slice();
}
