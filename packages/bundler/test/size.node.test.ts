import { gzipSync } from "node:zlib";
import { moduleOf } from "@undertone/bundler";
import { type FeatureSpec, librosaMfcc } from "@undertone/core";
import { expect, it } from "vitest";
import { drawnBundle } from "./bundles.ts";

/** Bytes by gzip of a module without its program, which begins with "UTP1" in base64. */
async function runtimeSize(features?: FeatureSpec): Promise<number> {
  const { js } = await moduleOf(await drawnBundle(features && { features }));
  const runtime = js.replace(/"VVRQM[^"]*"/, '""');
  expect(runtime.length).toBeLessThan(js.length - 500);
  return gzipSync(runtime, { level: 9 }).length;
}

it("a module without its model takes at most 13.8 kB by gzip, 15.8 kB with every kind of feature", async () => {
  expect(await runtimeSize()).toBeLessThan(13_800);
  expect(await runtimeSize(librosaMfcc({ sampleRate: 16_000, nFft: 512, nMels: 20, nMfcc: 13 }))).toBeLessThan(15_800);
});
