import "@tensorflow/tfjs-backend-cpu";
import * as tf from "@tensorflow/tfjs-core";
import { BackendError, conv2d, startTrainingBackend } from "@undertone/tfjs-wasm-train";
import { afterEach, expect, it, vi } from "vitest";

const versions = vi.hoisted(() => ({ core: "4.22.0" }));
vi.mock("@tensorflow/tfjs-core", async (original) => {
  const core = await original<typeof import("@tensorflow/tfjs-core")>();
  return {
    ...core,
    get version_core() {
      return versions.core;
    },
  };
});

afterEach(() => {
  versions.core = "4.22.0";
  vi.unstubAllGlobals();
  tf.env().reset();
});

it("refuses another version of tfjs", async () => {
  versions.core = "4.21.0";
  await expect(startTrainingBackend()).rejects.toThrow(new BackendError("tfjs-core is 4.21.0, expected 4.22.0"));
});

it("refuses an engine without WebAssembly", async () => {
  vi.stubGlobal("WebAssembly", undefined);
  await expect(startTrainingBackend()).rejects.toThrow(
    new BackendError("WebAssembly is missing, expected an engine with SIMD"),
  );
});

it("refuses an engine without SIMD", async () => {
  tf.env().set("WASM_HAS_SIMD_SUPPORT", false);
  await expect(startTrainingBackend()).rejects.toThrow(
    new BackendError("this engine has no WebAssembly SIMD, which training needs"),
  );
});

it("refuses a folder without the binary, and other paths after it, with no other backend in its place", async () => {
  const missing = startTrainingBackend({ wasmPaths: "/nowhere/" });
  await expect(missing).rejects.toThrow(
    new BackendError("the Wasm backend did not start: is tfjs-backend-wasm-simd.wasm served where wasmPaths says?"),
  );
  await expect(startTrainingBackend({ wasmPaths: "/elsewhere/" })).rejects.toThrow(BackendError);
  expect(tf.getBackend()).not.toBe("cpu");
});

it("an op of this package has no kernel on another backend", async () => {
  await tf.setBackend("cpu");
  const [x, filter] = [tf.zeros([1, 4, 4, 1]), tf.zeros([1, 1, 1, 1])] as tf.Tensor4D[];
  expect(() => conv2d(x, filter)).toThrow("Kernel 'TrainConv2D' not registered for backend 'cpu'");
});
