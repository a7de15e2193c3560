import { getKernel, type KernelConfig, registerKernel, type TensorInfo, unregisterKernel } from "@tensorflow/tfjs-core";
import { type Dsp, loadDsp } from "@undertone/kernels/dsp";
import { ArithmeticError, assertArithmetic, train } from "@undertone/trainer";
import { describe, expect, it, onTestFinished } from "vitest";
import { selfTestSha256 } from "../src/self-test.ts";
import { startBackend } from "./backend.ts";
import { dataOf, tinyRecipe } from "./tiny.ts";

const dsp = await loadDsp();
const backend = await startBackend();

const REFUSAL =
  /^the self-test's SHA-256 is [0-9a-f]{64}, expected [0-9a-f]{64}: this engine's arithmetic would train /;

/** Lets a kernel be wrong in the last place of its first output's values, until the test is over. */
function falsify(name: string): void {
  const right = getKernel(name, "wasm")!;
  const wrong: KernelConfig = {
    ...right,
    kernelFunc(args) {
      const result = right.kernelFunc(args);
      const [first] = Array.isArray(result) ? result : [result];
      const values = backend.backend.typedArrayFromHeap(first as TensorInfo);
      for (const [i, value] of values.entries()) values[i] = value + 2 ** -23 * value;
      return result;
    },
  };
  const use = (config: KernelConfig) => {
    unregisterKernel(name, "wasm");
    registerKernel(config);
  };
  use(wrong);
  onTestFinished(() => use(right));
}

describe("assertArithmetic", () => {
  it("accepts this engine, in Node and in Chromium, as often as asked", () => {
    assertArithmetic({ dsp, backend });
    expect(selfTestSha256({ dsp, backend })).toBe(selfTestSha256({ dsp, backend }));
  });

  it.each([
    "TrainConv2D",
    "TrainConv2DBackpropFilter",
    "TrainConv2DBackpropInput",
    "TrainBatchNorm",
    "TrainBatchNormBackprop",
    "TrainStatisticsPool",
    "TrainStatisticsPoolBackprop",
    "TrainSoftmaxCrossEntropy",
    "TrainDropout",
    "TrainAdamW",
    "TrainExponentialAverage",
    "BatchMatMul",
    "MaxPool",
    "MaxPoolGrad",
  ])("refuses a backend whose %s differs in the last place", (name) => {
    falsify(name);
    expect(() => assertArithmetic({ dsp, backend })).toThrow(ArithmeticError);
    expect(() => assertArithmetic({ dsp, backend })).toThrow(REFUSAL);
  });

  it("refuses features of other noise", () => {
    const noise: Dsp["gaussianNoise"] = (address, n, a, b, c, d) => dsp.gaussianNoise(address, n, a, b, c, d ^ 1);
    const other: Dsp = Object.create(dsp, { gaussianNoise: { value: noise } });
    expect(() => assertArithmetic({ dsp: other, backend })).toThrow(REFUSAL);
  });

  it("keeps such an engine from training, before it looks at the data", async () => {
    falsify("TrainAdamW");
    await expect(train(tinyRecipe(), dataOf([]), { dsp, backend })).rejects.toThrow(ArithmeticError);
  });
});
