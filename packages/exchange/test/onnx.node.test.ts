import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { canonicalJson, type Layer } from "@undertone/core";
import { onnxOf } from "@undertone/exchange";
import { createNetworkRunner } from "@undertone/runtime";
import { describe, expect, it } from "vitest";
import { conv, dense, drawnBundle, drawnInput, flatten, NETWORKS, pool } from "./networks.ts";

const peers = fileURLToPath(new URL("../../../bench/peers/", import.meta.url));
const hasRuntime = existsSync(`${peers}node_modules/onnxruntime-web`);

interface Session {
  inputNames: readonly string[];
  run(feeds: Record<string, unknown>): Promise<Record<string, { data: Float32Array; dims: readonly number[] }>>;
}

/** ONNX Runtime's Wasm build; types and module are the bench's, not this package's. */
async function onnxRuntime() {
  const ort = await import(createRequire(peers).resolve("onnxruntime-web/wasm"));
  ort.env.wasm.numThreads = 1;
  ort.env.logLevel = "error";
  return {
    open: (bytes: Uint8Array): Promise<Session> => ort.InferenceSession.create(bytes),
    tensor: (type: string, values: ArrayLike<number>, dims: number[]) => new ort.Tensor(type, values, dims),
  };
}

describe("onnxOf", () => {
  describe.skipIf(!hasRuntime)(
    "gives our probabilities in onnxruntime-web (left out where bench/peers is not installed)",
    () => {
      it.each(NETWORKS)("%s", async (_, layers) => {
        const ort = await onnxRuntime();
        const bundle = drawnBundle(layers);
        const runner = await createNetworkRunner(bundle);
        const session = await ort.open(onnxOf(bundle));
        const asksLength = session.inputNames.includes("length");
        for (const length of [13, 1, 2, 3, 4, 5, 7, 8, 9, 12]) {
          const values = drawnInput(13, length, length);
          const feeds = {
            features: ort.tensor("float32", values, [1, 13, 7]),
            ...(asksLength && { length: ort.tensor("int32", Int32Array.of(length), [1]) }),
          };
          const { probabilities } = await session.run(feeds);
          const expected = runner.probabilities(values, length);
          const errors = Array.from(expected, (value, i) => Math.abs(value - probabilities.data[i]));
          expect(Math.max(...errors), `length ${length}`).toBeLessThan(1e-5);
          expect(probabilities.dims).toEqual([1, 3]);
        }
      });
    },
  );

  describe.skipIf(!hasRuntime)("in onnxruntime-web (left out where bench/peers is not installed)", () => {
    it("takes a batch, each input with rows of its own", async () => {
      const ort = await onnxRuntime();
      const bundle = drawnBundle([conv(5, [3, 3], { strides: [2, 2] }), pool(true), dense(3)]);
      const runner = await createNetworkRunner(bundle);
      const lengths = [13, 4, 9];
      const inputs = lengths.map((length) => drawnInput(13, length, length));
      const session = await ort.open(onnxOf(bundle));
      const { probabilities } = await session.run({
        features: ort.tensor("float32", Float32Array.from(inputs.flatMap((values) => [...values])), [3, 13, 7]),
        length: ort.tensor("int32", Int32Array.from(lengths), [3]),
      });
      const expected = lengths.flatMap((length, i) => [...runner.probabilities(inputs[i], length)]);
      const errors = expected.map((value, i) => Math.abs(value - probabilities.data[i]));
      expect(Math.max(...errors)).toBeLessThan(1e-5);
      expect(probabilities.dims).toEqual([3, 3]);
    });

    it("asks for no length where no layer needs one", async () => {
      const ort = await onnxRuntime();
      const names = async (layers: Layer[]) => (await ort.open(onnxOf(drawnBundle(layers)))).inputNames;
      expect(await names([flatten, dense(3)])).toEqual(["features"]);
      expect(await names([pool(false), dense(3)])).toEqual(["features", "length"]);
    });
  });

  it("carries labels, features, training and license as texts", () => {
    const bundle = drawnBundle([flatten, dense(3)]);
    const text = new TextDecoder().decode(onnxOf(bundle));
    for (const held of ['["angry","sad","happy"]', canonicalJson(bundle.input), canonicalJson(bundle.training)]) {
      expect(text).toContain(held);
    }
    expect(text).toContain("ravdess (CC BY-NC-SA 4.0");
  });

  it("refuses a bundle that is not whole", () => {
    const bundle = drawnBundle([flatten, dense(3)]);
    expect(() => onnxOf({ ...bundle, labels: ["angry"] })).toThrow(
      new RangeError("labels has 1 entries, expected 3 as the network has outputs"),
    );
  });
});
