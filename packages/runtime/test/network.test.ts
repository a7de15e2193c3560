import { type Layer, planNetwork, sha256Hex, sizeOf } from "@undertone/core";
import { createNetworkRunner } from "@undertone/runtime";
import { describe, expect, it } from "vitest";
import { compilable } from "./compilable.ts";
import {
  batchNorm,
  conv,
  dense,
  depthwise,
  drawnInput,
  drawnTensors,
  dropout,
  hybrid,
  hybridNetwork,
  pool,
  wholeNumbers,
} from "./networks.ts";
import { referenceProbabilities } from "./reference.ts";

const relu: Layer = { kind: "relu" };

/** Largest difference from the reference, relative to the probability. */
async function errorOf(layers: Layer[], nFrames: number, nCoefficients: number, length = nFrames): Promise<number> {
  const network = planNetwork(layers, nFrames, nCoefficients);
  const tensors = drawnTensors(network, 1);
  const input = drawnInput(nFrames * nCoefficients, 2);
  const found = (await createNetworkRunner(compilable(layers, [nFrames, nCoefficients], tensors))).probabilities(
    input,
    length,
  );
  const expected = referenceProbabilities(network, tensors, input, length);
  return Math.max(...expected.map((value, i) => Math.abs(found[i] - value) / value));
}

describe("a network on the engine", () => {
  it.each<[string, Layer[]]>([
    ["a dense layer alone", [{ kind: "flatten" }, dense(3)]],
    ["one output", [pool(false), dense(1)]],
    ["dense layers with ReLU", [{ kind: "flatten" }, dense(9, true), dense(3)]],
    ["a convolution with bias", [conv(5, [3, 3], { bias: true }), pool(true), dense(3)]],
    [
      "bias, batch normalization and ReLU folded",
      [conv(5, [3, 3], { bias: true }), batchNorm(true), pool(true), dense(3)],
    ],
    ["batch normalization, then a ReLU of its own", [conv(5, [3, 3]), batchNorm(false), relu, pool(true), dense(3)]],
    ["ReLU before batch normalization", [conv(5, [3, 3]), relu, batchNorm(false), pool(true), dense(3)]],
    ["batch normalization twice", [conv(5, [3, 3]), batchNorm(false), batchNorm(true), pool(true), dense(3)]],
    ["batch normalization behind dropout", [conv(5, [3, 3]), dropout, batchNorm(true), pool(true), dense(3)]],
    ["batch normalization first", [batchNorm(true), conv(5, [3, 3]), pool(true), dense(3)]],
    [
      "batch normalization of other channels than the convolution's",
      [conv(5, [3, 3]), { kind: "frequencyToChannels" }, batchNorm(true), pool(true), dense(3)],
    ],
    ["batch normalization behind a dense layer", [{ kind: "flatten" }, dense(9), batchNorm(true), dense(3)]],
    [
      "a depthwise convolution with batch normalization and ReLU folded",
      [conv(5, [3, 3]), depthwise([3, 3]), batchNorm(true), pool(true), dense(3)],
    ],
    [
      "residuals of depthwise and pointwise convolutions, dilated",
      [
        conv(6, [3, 7]),
        { kind: "residual", layers: [depthwise([5, 1], [2, 1]), relu, conv(6, [1, 1])] },
        pool(true),
        dense(3),
      ],
    ],
    [
      "max pooling",
      [
        conv(5, [3, 3]),
        { kind: "maxPool", size: [3, 2], strides: [2, 2], padding: "same" },
        relu,
        { kind: "flatten" },
        dense(3),
      ],
    ],
    [
      "a residual of residuals that starts with what could work in place",
      [
        conv(5, [3, 3]),
        { kind: "residual", layers: [relu, { kind: "residual", layers: [batchNorm(true), conv(5, [3, 1])] }] },
        relu,
        pool(true),
        dense(3),
      ],
    ],
    ["a residual of nothing", [conv(5, [3, 3]), { kind: "residual", layers: [dropout] }, pool(true), dense(3)]],
  ])("gives the reference's probabilities: %s", async (_, layers) => {
    expect(await errorOf(layers, 13, 7)).toBeLessThan(1e-5);
    expect(await errorOf(layers, 13, 7, 4)).toBeLessThan(1e-5);
  });

  it.each([1, 2, 3, 4, 5, 7, 8, 9, 11, 12])("leaves padding out of the statistics: %d of 12 rows", async (length) => {
    const strided = [conv(3, [3, 2], { strides: [2, 1] }), conv(4, [3, 1], { strides: [3, 2] }), pool(true), dense(3)];
    expect(await errorOf(strided, 12, 5, length)).toBeLessThan(1e-5);
    const valid = [conv(3, [4, 2], { strides: [2, 1], padding: "valid" }), pool(true), dense(3)];
    expect(await errorOf(valid, 12, 5, length)).toBeLessThan(1e-5);
  });

  it("does not see padded rows behind a pooling of the input", async () => {
    const layers = [pool(true), dense(3)];
    const runner = await createNetworkRunner(compilable(layers, [6, 4], drawnTensors(planNetwork(layers, 6, 4), 1)));
    const input = drawnInput(24, 2);
    const before = runner.probabilities(input, 4);
    expect(runner.probabilities(input.fill(9, 16), 4)).toEqual(before);
    expect(runner.probabilities(input, 5)).not.toEqual(before);
  });

  it("gives the reference's probabilities for the network it is made for", { timeout: 60_000 }, async () => {
    const tensors = drawnTensors(hybridNetwork, 3);
    const input = drawnInput(150 * 64, 4);
    const runner = await createNetworkRunner(compilable(hybrid, [150, 64], tensors));
    for (const length of [150, 61]) {
      const expected = referenceProbabilities(hybridNetwork, tensors, input, length);
      const found = runner.probabilities(input, length);
      expected.forEach((value, i) => {
        expect(Math.abs(found[i] - value)).toBeLessThan(1e-5 * value);
      });
      expect(found.reduce((a, b) => a + b)).toBeCloseTo(1, 6);
    }
  });

  it("gives the same bits in every engine", async () => {
    const tensors = new Map(
      hybridNetwork.parameters.map(({ name, role, shape }) => [
        name,
        role === "movingVariance"
          ? new Float32Array(sizeOf(shape)).fill(2)
          : wholeNumbers(sizeOf(shape), role === "kernel" ? 1 / 32 : 1),
      ]),
    );
    const runner = await createNetworkRunner(compilable(hybrid, [150, 64], tensors));
    const probabilities = runner.probabilities(wholeNumbers(150 * 64), 97);
    expect(Math.max(...probabilities)).toBeLessThan(0.9);
    expect(sha256Hex(new Uint8Array(probabilities.slice().buffer))).toBe(
      "67ffb5b230cca6fd8d1afb6dfd0529135adac2e1dace54a6a1187c108e610b63",
    );
  });

  it("refuses inputs that are not the network's", async () => {
    const layers = [pool(true), dense(3)];
    const runner = await createNetworkRunner(compilable(layers, [6, 4], drawnTensors(planNetwork(layers, 6, 4), 1)));
    expect(() => runner.probabilities(new Float32Array(23), 6)).toThrow("input has 23 values, expected 24");
    for (const length of [0, 7, 1.5, Number.NaN]) {
      expect(() => runner.probabilities(new Float32Array(24), length)).toThrow(
        `length is ${length}, expected a whole number from 1 to 6`,
      );
    }
  });

  it("refuses a network without its tensors, one that no memory would hold, and one too deep", async () => {
    await expect(createNetworkRunner(compilable([pool(true), dense(3)], [6, 4], new Map()))).rejects.toThrow(
      "tensor 1.bias is missing, expected [3]",
    );
    await expect(
      createNetworkRunner(compilable([conv(4096, [1, 1]), pool(false), dense(3)], [10_000, 256], new Map())),
    ).rejects.toThrow(/^network needs \d+ bytes of activations, expected at most 268435456$/);
    const nested = (depth: number): Layer[] =>
      depth === 0 ? [relu] : [{ kind: "residual", layers: nested(depth - 1) }];
    const deep = (depth: number) => [...nested(depth), pool(false), dense(2)];
    const tensors = (depth: number) => drawnTensors(planNetwork(deep(depth), 4, 2), 1);
    expect(
      (await createNetworkRunner(compilable(deep(16), [4, 2], tensors(16)))).probabilities(new Float32Array(8), 4),
    ).toHaveLength(2);
    await expect(createNetworkRunner(compilable(deep(17), [4, 2], tensors(17)))).rejects.toThrow(
      "residuals nest 17 deep, expected at most 16",
    );
  });
});
