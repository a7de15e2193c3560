import { decodeBundle, encodeBundle, tensorsOf } from "@undertone/core";
import { safetensorsOf } from "@undertone/exchange";
import { describe, expect, it } from "vitest";
import { batchNorm, conv, dense, depthwise, drawnBundle, pool } from "./networks.ts";

const bundle = drawnBundle([conv(5, [3, 2], { bias: true }), batchNorm(true), depthwise([3, 1]), pool(true), dense(3)]);

/** Reads a file as its specification says; nothing of ours. */
function parsed(bytes: Uint8Array) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = 8 + Number(view.getBigUint64(0, true));
  const { __metadata__: metadata, ...tensors } = JSON.parse(new TextDecoder().decode(bytes.subarray(8, start)));
  return { start, metadata, tensors, data: bytes.subarray(start) };
}

describe("safetensorsOf", () => {
  it("holds every tensor of the bundle, bit by bit, without gaps", () => {
    const { start, tensors, data } = parsed(safetensorsOf(bundle));
    expect(start % 8).toBe(0);
    expect(Object.keys(tensors)).toEqual([...tensorsOf(bundle)].map(({ name }) => name));
    let end = 0;
    for (const { name, shape } of tensorsOf(bundle)) {
      const { dtype, data_offsets, ...more } = tensors[name];
      expect({ dtype, ...more }).toEqual({ dtype: "F32", shape });
      expect(data_offsets[0]).toBe(end);
      end = data_offsets[1];
      expect(new Float32Array(data.slice(...data_offsets).buffer)).toEqual(bundle.tensors.get(name));
    }
    expect(end).toBe(data.length);
  });

  it("tells labels, features, layers, training and license as texts", () => {
    const { metadata } = parsed(safetensorsOf(bundle));
    expect(Object.values(metadata).every((value) => typeof value === "string")).toBe(true);
    expect(JSON.parse(metadata.labels)).toEqual(["angry", "sad", "happy"]);
    expect(JSON.parse(metadata.input)).toEqual(bundle.input);
    expect(JSON.parse(metadata.layers)).toEqual(bundle.layers);
    expect(JSON.parse(metadata.training)).toEqual(bundle.training);
    expect(JSON.parse(metadata.inputMean)).toEqual([-3, -3, -3, -3, -3, -3, -3]);
    expect(metadata.license).toContain("ravdess (CC BY-NC-SA 4.0");
    expect(metadata.license).toContain("größe (terms of its own)");
  });

  it("gives the same bytes for the same bundle, read from a file or not", () => {
    expect(safetensorsOf(decodeBundle(encodeBundle(bundle)))).toEqual(safetensorsOf(bundle));
  });

  it("refuses a bundle that is not whole", () => {
    const tensors = new Map(bundle.tensors);
    tensors.delete("0.bias");
    expect(() => safetensorsOf({ ...bundle, tensors })).toThrow(
      new RangeError("tensor 0.bias is missing, expected [5]"),
    );
  });
});
