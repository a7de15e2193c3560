import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { moduleOf } from "@undertone/bundler";
import { decodeBundle, type FeatureSpec, librosaMfcc } from "@undertone/core";
import { expect, it } from "vitest";
import { drawnBundle } from "./bundles.ts";

const gzipLength = (text: string): number => gzipSync(text, { level: 9 }).length;

/** Bytes by gzip of a module without its first line, which tells of the model, and its program, the second packed text. */
async function runtimeSize(features?: FeatureSpec): Promise<number> {
  const { js } = await moduleOf(await drawnBundle(features && { features }));
  const packed = js.match(/"[#-[\]-c]{500,}"/g)!;
  expect(packed).toHaveLength(2);
  return gzipLength(js.replace(packed[1], () => '""').replace(/^.*\n/, ""));
}

it("a module without its model takes at most 13.4 kB by gzip, 14.9 kB with every kind of feature", async () => {
  expect(await runtimeSize()).toBeLessThan(13_400);
  expect(await runtimeSize(librosaMfcc({ sampleRate: 16_000, nFft: 512, nMels: 20, nMfcc: 13 }))).toBeLessThan(14_900);
});

const shipped = async (name: string): Promise<number> => {
  const file = readFileSync(new URL(`../../../models/${name}.undertone`, import.meta.url));
  const { js } = await moduleOf(decodeBundle(file));
  return gzipLength(js);
};

it("the shipped models' modules take at most 71.95 and 36.9 kB by gzip", async () => {
  expect(await shipped("default")).toBeLessThan(71_950);
  expect(await shipped("nano")).toBeLessThan(36_900);
});
