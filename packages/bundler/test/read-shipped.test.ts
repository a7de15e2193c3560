import { isShipped, moduleOf, readShipped, wasmOf } from "@undertone/bundler";
import { BundleError, encodeBundle, networkOf, quantizedBundle } from "@undertone/core";
import { describe, expect, it } from "vitest";
import { drawnBundle } from "./bundles.ts";

const drawn = await drawnBundle();
// What would end a comment, or is not ASCII, is told as it is.
const training = { ...drawn.training, corpora: ["*/ größe"], metrics: { uar: 0.512_345, nll: 1, nUtterances: 40 } };
const bundle = quantizedBundle({ ...drawn, training }, "i6");
const { js } = await moduleOf(bundle);
const module = new TextEncoder().encode(js);
const wasm = await wasmOf(bundle);

describe("readShipped", () => {
  it.each([
    ["mjs", module],
    ["wasm", wasm],
  ])("tells what a file holds: %s", async (form, bytes) => {
    expect(isShipped(bytes)).toBe(true);
    const { about, memoryBytes, ...rest } = await readShipped(bytes);
    expect(rest).toEqual({ form, labels: bundle.labels, sampleRate: 16_000, seconds: 0.8 });
    expect(memoryBytes % 65_536).toBe(0);
    expect(memoryBytes).toBeGreaterThan(0);
    expect(about).toMatchObject({ corpora: ["*/ größe"], weights: "i6", protocol: "drawn weights" });
    expect(about.metrics).toEqual({ uar: 0.5123, nUtterances: 40 });
    expect(about.parameters).toBe(networkOf(bundle).nTrainable);
    expect(about.weightsSha256).toBe(bundle.training.weightsSha256);
  });

  it("knows a container and other files from both", () => {
    expect(isShipped(encodeBundle(bundle))).toBe(false);
    expect(isShipped(new TextEncoder().encode("export const x = 1;"))).toBe(false);
    expect(isShipped(new Uint8Array(0))).toBe(false);
  });

  it("refuses what is cut off, changed or foreign, with the file's name", async () => {
    const refusal = async (bytes: Uint8Array) => {
      const error = await readShipped(bytes, "a.file").catch((one: unknown) => one);
      expect(error).toBeInstanceOf(BundleError);
      return (error as Error).message;
    };
    const foreign = Uint8Array.of(0, 0x61, 0x73, 0x6d, 1, 0, 0, 0);
    expect(await refusal(foreign)).toBe(
      "a.file: is no emotion.mjs or emotion.wasm that works: it has no section named undertone",
    );
    for (const bytes of [module, wasm]) {
      for (const length of [4, 100, bytes.length >> 1]) await refusal(bytes.slice(0, length));
    }
    await refusal(new TextEncoder().encode(js.replace(/"[#-[\]-c]{100,}"/, (text) => text.replaceAll("a", "b"))));
  });
});
