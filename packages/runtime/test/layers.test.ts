import { type Layer, planNetwork } from "@undertone/core";
import { createNetworkRunner } from "@undertone/runtime";
import { describe, expect, it } from "vitest";
import { compilable } from "./compilable.ts";
import { batchNorm, conv, dense, depthwise, drawnInput, drawnTensors, pool } from "./networks.ts";
import { referenceProbabilities } from "./reference.ts";

// One lane, a full vector or panel, and every tail around them.
const WIDTHS = [1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17];
const KERNELS = [
  [1, 1],
  [2, 3],
  [5, 1],
  [1, 4],
] as const;
const STRIDES = [
  [1, 1],
  [2, 1],
  [1, 3],
  [5, 4],
] as const;
const DILATIONS = [
  [1, 1],
  [2, 1],
  [1, 2],
  [3, 2],
] as const;

/** All values of the last activation count. */
const flat: Layer[] = [{ kind: "flatten" }, dense(3)];

async function check(layers: Layer[], nFrames: number, nCoefficients: number, length = nFrames): Promise<void> {
  const network = planNetwork(layers, nFrames, nCoefficients);
  const tensors = drawnTensors(network, 1);
  const input = drawnInput(nFrames * nCoefficients, 2);
  const runner = await createNetworkRunner(compilable(layers, [nFrames, nCoefficients], tensors));
  const found = runner.probabilities(input, length);
  referenceProbabilities(network, tensors, input, length).forEach((value, i) => {
    expect(Math.abs(found[i] - value), JSON.stringify(layers)).toBeLessThan(1e-5 * value);
  });
}

describe("a layer on the engine gives the reference's values", () => {
  it.each(WIDTHS)("of %d channels in and out", async (width) => {
    await check([conv(width, [3, 3], { bias: true }), ...flat], 5, 4);
    await check([conv(width, [1, 1]), conv(5, [3, 3]), ...flat], 5, 4);
    await check([conv(width, [1, 1]), depthwise([3, 3]), batchNorm(true), ...flat], 5, 4);
    await check([conv(width, [3, 3]), { kind: "relu" }, batchNorm(false), ...flat], 5, 4);
    await check([conv(width, [3, 3]), pool(true), dense(2)], 5, 4);
    await check([conv(width, [3, 3]), { kind: "residual", layers: [{ kind: "relu" }] }, ...flat], 5, 4);
    await check([conv(width, [3, 3]), pool(false), dense(width, true), dense(width)], 5, 4);
  });

  // Positions come in fours, across the ends of lines.
  it.each([1, 2, 3, 4, 5, 7, 8, 9])("of %d rows of one, two and three", async (time) => {
    for (const frequency of [1, 2, 3]) await check([conv(5, [3, 3]), ...flat], time, frequency);
  });

  it.each(["same", "valid"] as const)("in every window, with %s padding", async (padding) => {
    for (const kernel of KERNELS.map((pair): [number, number] => [...pair])) {
      for (const strides of STRIDES.map((pair): [number, number] => [...pair])) {
        const pooling: Layer = { kind: "maxPool", size: kernel, strides, padding };
        await check([conv(3, [1, 1]), pooling, ...flat], 13, 9);
        for (const dilations of DILATIONS.map((pair): [number, number] => [...pair])) {
          const window = { strides, dilations, padding };
          await check([conv(2, [1, 1]), conv(5, kernel, window), ...flat], 13, 9);
          await check([conv(5, [1, 1]), { ...depthwise(kernel), ...window }, ...flat], 13, 9);
        }
      }
    }
  });

  it("where padding would be the largest", async () => {
    const negative: Layer[] = [{ kind: "relu" }, conv(2, [1, 1]), batchNorm(false)];
    const pooling: Layer = { kind: "maxPool", size: [3, 3], strides: [1, 1], padding: "same" };
    await check([...negative, pooling, ...flat], 4, 4);
  });
});

describe("softmax on the engine", () => {
  it("keeps its head among large logits", async () => {
    const softmax = async (...logits: number[]) => {
      const tensors = new Map([
        ["1.kernel", new Float32Array(logits.length)],
        ["1.bias", Float32Array.from(logits)],
      ]);
      const runner = await createNetworkRunner(compilable([pool(false), dense(logits.length)], [1, 1], tensors));
      return [...runner.probabilities(Float32Array.of(0), 1)];
    };
    expect(await softmax(1e30, -1e30)).toEqual([1, 0]);
    expect(await softmax(-3e38, 3e38)).toEqual([0, 1]);
    expect(await softmax(-1e30, -1e30)).toEqual([0.5, 0.5]);
  });
});
