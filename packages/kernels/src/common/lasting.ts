import type { Arena } from "./arena.ts";

/** Memory that outlives a call. */
export interface Lasting<T> {
  /** what lies there @throws Error after `dispose` */
  readonly value: T;
  /**
   * Gives the memory back; again is no error. The arena is a stack: whatever was made later goes first.
   *
   * @throws Error if memory reserved later is still in use; nothing is given back then
   */
  dispose(): void;
}

/** Keeps every byte that `body` reserves until `dispose`; if it throws, gives them back at once. */
export function lasting<T>(wasm: Arena, name: string, body: () => T): Lasting<T> {
  const start = wasm.mark();
  let value: T;
  try {
    value = body();
  } catch (error) {
    wasm.release(start);
    throw error;
  }
  const end = wasm.mark();
  let disposed = false;
  return {
    get value() {
      if (disposed) throw new Error(`${name} is disposed, expected it in use`);
      return value;
    },
    dispose() {
      if (disposed) return;
      if (wasm.mark() !== end) throw new Error(`${name} is not the last made, expected disposal in reverse order`);
      wasm.release(start);
      disposed = true;
    },
  };
}
