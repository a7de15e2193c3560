import "@tensorflow/tfjs-backend-cpu";
import type { BackendWasm } from "@tensorflow/tfjs-backend-wasm";
import * as tf from "@tensorflow/tfjs-core";
import { BackendError, registerTrainingKernels, startTrainingBackend } from "@undertone/tfjs-wasm-train";
import { afterEach, expect, it } from "vitest";
import { startBackend } from "./backend.ts";

const training = await startBackend();
afterEach(() => tf.setBackend("wasm"));

it("is tfjs's Wasm backend, active, with its heap in sight", () => {
  expect(tf.getBackend()).toBe("wasm");
  expect(training.backend).toBe(tf.backend());
  const { buffer } = training.backend.typedArrayFromHeap(tf.tensor1d([1]));
  expect(training.heapBytes()).toBe(buffer.byteLength);
  expect(() => training.assertActive()).not.toThrow();
});

it("says when another backend has taken over", async () => {
  await tf.setBackend("cpu");
  expect(() => training.assertActive()).toThrow(new BackendError("the active backend is cpu, expected wasm"));
});

it("refuses a binary that hides its memory, as the threaded one does", async () => {
  const hidden = { wasm: { asm: undefined } } as unknown as BackendWasm;
  await expect(registerTrainingKernels(hidden)).rejects.toThrow(BackendError);
  await expect(registerTrainingKernels(hidden)).rejects.toThrow("does not expose its memory as wasm.asm.memory");
});

it("refuses wasmPaths without the binary that it loads", async () => {
  await expect(startTrainingBackend({ wasmPaths: { "tfjs-backend-wasm.wasm": "/a.wasm" } })).rejects.toThrow(
    new RangeError("wasmPaths has tfjs-backend-wasm.wasm, expected tfjs-backend-wasm-simd.wasm"),
  );
});

it("may be started again", async () => {
  const again = await startBackend();
  expect(again.backend).toBe(training.backend);
  expect([...tf.add(tf.tensor1d([1]), 1).dataSync()]).toEqual([2]);
});
