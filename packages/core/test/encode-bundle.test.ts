import { decodeBundle, encodeBundle, networkOf, tensorsOf } from "@undertone/core";
import { describe, expect, it } from "vitest";
import { input, layers, smallBundle } from "./bundles.ts";

const bundle = smallBundle();
const encoded = encodeBundle(bundle);
const headerLength = new DataView(encoded.buffer).getUint32(12, true);
const payload = Math.ceil((20 + headerLength) / 16) * 16;

describe("encodeBundle and decodeBundle", () => {
  it("give the same bundle back, value for value", () => {
    expect(decodeBundle(encoded)).toEqual(bundle);
  });

  it("give the same bytes for equal bundles, whatever the order of keys and tensors", () => {
    const reversed = smallBundle({
      tensors: new Map([...bundle.tensors].reverse()),
      training: Object.fromEntries(Object.entries(bundle.training).reverse()) as unknown as typeof bundle.training,
    });
    expect(encodeBundle(reversed)).toEqual(encoded);
    expect(encodeBundle(decodeBundle(encoded))).toEqual(encoded);
  });

  it("read from the middle of a buffer, at an odd offset", () => {
    const bytes = new Uint8Array(encoded.length + 8);
    bytes.set(encoded, 3);
    expect(decodeBundle(bytes.subarray(3, 3 + encoded.length))).toEqual(bundle);
  });

  it("keep no view on the file", () => {
    const bytes = encoded.slice();
    const decoded = decodeBundle(bytes);
    bytes.fill(0);
    expect(decoded).toEqual(bundle);
  });

  it("align every tensor and list them in the network's order", () => {
    expect(tensorsOf(bundle).map(({ name }) => name)).toEqual([
      ...networkOf(bundle).parameters.map(({ name }) => name),
      "input.mean",
      "input.standardDeviation",
    ]);
    const first = new DataView(encoded.buffer).getFloat32(payload, true);
    expect(first).toBe(bundle.tensors.get("0.kernel")![0]);
  });
});

describe("encodeBundle refuses", () => {
  const tensor = (name: string, values: Float32Array) => new Map([...bundle.tensors, [name, values]]);

  it.each([
    ["labels twice", smallBundle({ labels: ["a", "a"] }), 'label "a" is there twice, expected distinct labels'],
    [
      "statistics that the input does not use",
      smallBundle({ input: { ...input, normalization: "none" } }),
      "tensor input.mean is none of the network's, expected no others",
    ],
    [
      "a missing tensor",
      smallBundle({ tensors: new Map([...bundle.tensors].slice(1)) }),
      "tensor 0.kernel is missing, expected [3,3,1,3]",
    ],
    [
      "a tensor of the wrong size",
      smallBundle({ tensors: tensor("0.bias", new Float32Array(4)) }),
      "tensor 0.bias has 4 values, expected 3 as in [3]",
    ],
    [
      "a negative variance",
      smallBundle({ tensors: tensor("1.movingVariance", Float32Array.of(1, -1, 1)) }),
      "tensor 1.movingVariance holds a number below 0, expected none",
    ],
    [
      "a negative standard deviation",
      smallBundle({ tensors: tensor("input.standardDeviation", new Float32Array(8).fill(-1)) }),
      "tensor input.standardDeviation holds a number below 0, expected none",
    ],
    [
      "a metric that is not a number",
      smallBundle({ training: { ...bundle.training, metrics: { uar: Number.NaN } } }),
      "header.training.metrics.uar is NaN, expected a number",
    ],
    [
      "a network without logits",
      smallBundle({ layers: layers.slice(0, -1) }),
      "the last layer is statisticsPool, expected dense without relu",
    ],
  ])("%s", (_, wrong, message) => {
    expect(() => encodeBundle(wrong)).toThrow(new RangeError(message));
  });
});
