import { networkOf, sha256Hex, sizeOf, weightsSha256 } from "@undertone/core";
import { describe, expect, it } from "vitest";
import { smallBundle } from "./bundles.ts";

const bundle = smallBundle();
const network = networkOf(bundle);

describe("weightsSha256", () => {
  it("is the hash that its description gives", () => {
    const bytes: number[] = [];
    for (const { name, shape } of network.parameters) {
      bytes.push(...new TextEncoder().encode(`${name} ${shape.join("x")}\n`));
      for (const value of bundle.tensors.get(name)!) {
        const view = new DataView(new ArrayBuffer(4));
        view.setFloat32(0, value, true);
        bytes.push(...new Uint8Array(view.buffer));
      }
    }
    expect(weightsSha256(network, bundle.tensors)).toBe(sha256Hex(Uint8Array.from(bytes)));
  });

  it("is the same everywhere", () => {
    const tensors = new Map(
      network.parameters.map(({ name, shape }) => [
        name,
        Float32Array.from({ length: sizeOf(shape) }, (_, i) => (i % 7) - 3),
      ]),
    );
    expect(weightsSha256(network, tensors)).toBe("b3efdf45a00d84b942c27321f60f163c8eeed4bfded85a58b6f777b1315b1ae6");
  });

  it("changes with the sign of a zero, but not with tensors that are no weights", () => {
    const zero = (value: number) => new Map([...bundle.tensors, ["0.bias", Float32Array.of(value, 1, 2)]]);
    expect(weightsSha256(network, zero(0))).not.toBe(weightsSha256(network, zero(-0)));
    const more = new Map([...bundle.tensors, ["input.mean", new Float32Array(8)]]);
    expect(weightsSha256(network, more)).toBe(bundle.training.weightsSha256);
  });

  it("refuses weights of a diverged training", () => {
    const tensors = new Map([...bundle.tensors, ["0.bias", Float32Array.of(1, Number.POSITIVE_INFINITY, 2)]]);
    expect(() => weightsSha256(network, tensors)).toThrow("tensor 0.bias[1] is Infinity, expected a finite number");
  });
});
