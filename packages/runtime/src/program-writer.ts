import { float32Bytes } from "@undertone/core";

/** Begins a program; see packages/kernels/assembly/engine/program.ts. */
const MAGIC = "UTP1";
const HEADER_LENGTH = 12;

/** Weights begin at a multiple of it: a float32's own. */
const WEIGHTS_ALIGNMENT = 4;

/** Puts a program together, in two parts: what an engine reads in order, and the weights. All numbers are little-endian. */
export interface ProgramWriter {
  whole(...values: number[]): void;
  real(...values: number[]): void;
  float32(values: Float32Array): void;
  bytes(bytes: Uint8Array): void;
  weights(bytes: Uint8Array): void;
  finish(): Uint8Array<ArrayBuffer>;
}

export function createProgramWriter(): ProgramWriter {
  const head: Uint8Array[] = [];
  const weights: Uint8Array[] = [];
  const numbers = (
    values: readonly number[],
    width: number,
    set: (view: DataView, at: number, value: number) => void,
  ) => {
    const view = new DataView(new ArrayBuffer(width * values.length));
    for (const [i, value] of values.entries()) set(view, width * i, value);
    head.push(new Uint8Array(view.buffer));
  };
  return {
    whole: (...values) => numbers(values, 4, (view, at, value) => view.setInt32(at, value, true)),
    real: (...values) => numbers(values, 8, (view, at, value) => view.setFloat64(at, value, true)),
    float32: (values) => head.push(float32Bytes(values)),
    bytes: (bytes) => head.push(bytes),
    weights: (bytes) => weights.push(bytes),
    finish() {
      const start = Math.ceil((HEADER_LENGTH + lengthOf(head)) / WEIGHTS_ALIGNMENT) * WEIGHTS_ALIGNMENT;
      const program = new Uint8Array(start + lengthOf(weights));
      const view = new DataView(program.buffer);
      program.set(new TextEncoder().encode(MAGIC));
      view.setUint32(4, program.length, true);
      view.setUint32(8, start, true);
      place(program, HEADER_LENGTH, head);
      place(program, start, weights);
      return program;
    },
  };
}

const lengthOf = (parts: readonly Uint8Array[]): number => parts.reduce((sum, part) => sum + part.length, 0);

function place(bytes: Uint8Array, start: number, parts: readonly Uint8Array[]): void {
  let at = start;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
}
