import { describe, expect, it } from "vitest";
import type { SourceFile } from "./source.ts";
import { violations } from "./violations.ts";

const manifest = (folder: string, name: string, dependencies: string[] = [], devDependencies: string[] = []) => ({
  path: `${folder}package.json`,
  text: JSON.stringify({
    name,
    dependencies: Object.fromEntries(dependencies.map((dependency) => [dependency, "*"])),
    devDependencies: Object.fromEntries(devDependencies.map((dependency) => [dependency, "*"])),
    exports: name === "@undertone/kernels" ? { "./dsp": {} } : { ".": {} },
  }),
});

/** A repository that keeps every rule. */
const GOOD: readonly SourceFile[] = [
  manifest("", "root", [], ["vitest"]),
  manifest("packages/core/", "@undertone/core", ["valibot"]),
  manifest("packages/kernels/", "@undertone/kernels", ["@undertone/core"]),
  manifest(
    "packages/trainer/",
    "@undertone/trainer",
    ["@undertone/core", "@tensorflow/tfjs-core"],
    ["@undertone/runtime"],
  ),
  manifest("packages/runtime/", "@undertone/runtime", ["@undertone/core", "@undertone/kernels"]),
  manifest("packages/exchange/", "@undertone/exchange", ["@undertone/core"], ["@tensorflow/tfjs-layers"]),
  { path: "packages/exchange/src/index.ts", text: `import "@undertone/core";` },
  {
    path: "packages/exchange/test/layers.test.ts",
    text: `import "@tensorflow/tfjs-layers"; import "@undertone/exchange";`,
  },
  manifest("apps/cli/", "undertone", ["@undertone/trainer"]),
  { path: "packages/core/src/index.ts", text: `export { seed } from "./seed.ts"; import * as v from "valibot"; v.x;` },
  { path: "packages/core/src/seed.ts", text: "export const seed = Math.floor(2 ** 32) + Math.sqrt(2 ** -1);" },
  { path: "packages/kernels/src/load.ts", text: `import "../build/dsp.js"; import type { A } from "@undertone/core";` },
  { path: "packages/kernels/src/read.node.ts", text: `import { readFile } from "node:fs/promises"; process.exit;` },
  { path: "packages/kernels/src/sound.browser.ts", text: "export const context = new AudioContext();" },
  {
    path: "packages/trainer/src/index.ts",
    text: `import "@undertone/core"; import "@tensorflow/tfjs-core"; new Worker(new URL("./worker.ts", import.meta.url));
      export const named = { document: 1, fetch() {} }.document; // new Date(), Math.random()`,
  },
  {
    path: "packages/trainer/test/parity.test.ts",
    text: `import "@undertone/runtime"; import "@undertone/trainer"; import "vitest";`,
  },
  {
    path: "packages/runtime/src/index.ts",
    text: `import "@undertone/core"; const dsp = await import("@undertone/kernels/dsp");`,
  },
  { path: "packages/runtime/test/data.node.test.ts", text: `new URL("../../../data/a.wav", import.meta.url);` },
  { path: "apps/cli/src/main.ts", text: `import "node:fs"; import { train } from "@undertone/trainer"; Date.now();` },
  {
    path: "test/end-to-end.test.ts",
    text: `import "node:fs"; import "@undertone/trainer"; import "../scripts/chromium.ts"; new Date(); document;`,
  },
];

/** The messages that one more file, or another one in the place of a good one, brings. */
const found = (file: SourceFile) => violations([...GOOD.filter(({ path }) => path !== file.path), file]);

it("finds nothing in a repository that keeps the rules", () => {
  expect(violations(GOOD)).toEqual([]);
});

describe("an import is found however it is written", () => {
  it.each([
    ["static", `import { train } from "@undertone/trainer";`],
    ["of nothing", `import "@undertone/trainer";`],
    ["over lines, with comments", `import /* a */ {\n  train, // b\n} from\n"@undertone/trainer";`],
    ["of a type", `import type { Trainer } from "@undertone/trainer";`],
    ["in a type", `type Trainer = import("@undertone/trainer").Trainer;`],
    ["dynamic", `const trainer = await import("@undertone/trainer");`],
    ["dynamic, in a function", "const load = () => import(`@undertone/trainer`);"],
    ["by export", `export { train } from "@undertone/trainer";`],
    ["by export of all", `export * from "@undertone/trainer";`],
    ["by require", `const trainer = require("@undertone/trainer");`],
    ["by address", `const address = import.meta.resolve("@undertone/trainer");`],
  ])("%s", (_, text) => {
    const messages = found({ path: "packages/core/src/a.ts", text });
    expect(messages.filter((message) => message.includes("expected only packages above @undertone/core"))).toHaveLength(
      1,
    );
  });

  it("is not found in a comment or a text", () => {
    expect(
      found({ path: "packages/core/src/a.ts", text: `// import "node:fs"\nexport const a = 'import "node:fs"';` }),
    ).toEqual([]);
  });
});

describe("arrows", () => {
  it.each([
    [
      "packages/core/src/a.ts",
      `\nimport "@undertone/runtime";`,
      "2 imports @undertone/runtime, expected only packages above @undertone/core",
    ],
    [
      "packages/core/src/a.ts",
      `import "@undertone/core";`,
      "1 imports @undertone/core, expected only packages above @undertone/core",
    ],
    [
      "packages/trainer/src/a.ts",
      `import "@undertone/kernels/dsp";`,
      "1 imports @undertone/kernels/dsp, expected it declared in packages/trainer/package.json",
    ],
    [
      "packages/trainer/src/a.ts",
      `import "vitest";`,
      "1 imports vitest, expected it declared in packages/trainer/package.json",
    ],
    [
      "packages/core/test/a.test.ts",
      `import "@undertone/kernels/dsp";`,
      "1 imports @undertone/kernels/dsp, expected it declared in packages/core/package.json",
    ],
    [
      "packages/runtime/src/a.ts",
      `import "@undertone/kernels/src/a.ts";`,
      "1 imports @undertone/kernels/src/a.ts, expected one of @undertone/kernels/dsp",
    ],
    [
      "packages/runtime/src/a.ts",
      `import "@undertone/kernels";`,
      "1 imports @undertone/kernels, expected one of @undertone/kernels/dsp",
    ],
    [
      "packages/runtime/src/a.ts",
      `import "../../core/src/seed.ts";`,
      "1 imports ../../core/src/seed.ts, expected no path out of packages/runtime/",
    ],
    [
      "packages/runtime/test/a.test.ts",
      `import "../../core/src/seed.ts";`,
      "1 imports ../../core/src/seed.ts, expected no path out of packages/runtime/",
    ],
    [
      "packages/runtime/src/a.ts",
      `new URL("../../core/a.wasm", import.meta.url);`,
      "1 imports ../../core/a.wasm, expected no path out of packages/runtime/",
    ],
    ["packages/runtime/src/a.ts", `import "/a.ts";`, "1 imports /a.ts, expected no path out of packages/runtime/"],
    [
      "test/a.test.ts",
      `import "../packages/core/src/seed.ts";`,
      "1 imports ../packages/core/src/seed.ts, expected no path out of the root",
    ],
    [
      "packages/runtime/src/a.ts",
      `import "../../../test/drawn/bundle.ts";`,
      "1 imports ../../../test/drawn/bundle.ts, expected no path out of packages/runtime/",
    ],
    ["packages/runtime/src/a.ts", "import(name);", "1 imports a computed path, expected a literal"],
    [
      "packages/runtime/src/a.ts",
      `export * from "@undertone/core";`,
      "1 imports @undertone/core, expected no package to export another's",
    ],
    [
      "packages/runtime/src/a.ts",
      `import type { A } from "@undertone/core"; export type { A };`,
      "1 imports @undertone/core, expected no package to export another's",
    ],
    [
      "apps/cli/src/a.ts",
      `import "@tensorflow/tfjs-core";`,
      "1 imports @tensorflow/tfjs-core, expected in tfjs-wasm-train, trainer, bench and apps/web only",
    ],
    [
      "packages/exchange/src/a.ts",
      `import "@tensorflow/tfjs-layers";`,
      "1 imports @tensorflow/tfjs-layers, expected in tfjs-wasm-train, trainer, bench and apps/web only",
    ],
    [
      "packages/core/src/a.ts",
      `import "node:fs";`,
      "1 imports node:fs, expected only in apps/cli, bench, test, scripts and *.node.ts",
    ],
    [
      "packages/core/src/a.ts",
      `import "fs/promises";`,
      "1 imports fs/promises, expected only in apps/cli, bench, test, scripts and *.node.ts",
    ],
    [
      "packages/core/test/a.test.ts",
      `import "node:fs";`,
      "1 imports node:fs, expected only in apps/cli, bench, test, scripts and *.node.ts",
    ],
  ])("%s: %s", (path, text, message) => {
    expect(found({ path, text })).toEqual([`${path}:${message}`]);
  });
});

describe("package.json", () => {
  it.each([
    [
      manifest("packages/core/", "@undertone/core", ["valibot", "@undertone/kernels"]),
      "packages/core/package.json depends on @undertone/kernels, expected only packages above @undertone/core",
    ],
    [
      manifest("packages/runtime/", "@undertone/runtime", [
        "@undertone/core",
        "@undertone/kernels",
        "@undertone/trainer",
      ]),
      "@undertone/runtime reaches @undertone/trainer, expected nothing of training",
    ],
    [
      manifest("packages/kernels/", "@undertone/kernels", ["@undertone/core", "@tensorflow/tfjs-core"]),
      "packages/kernels/package.json depends on @tensorflow/tfjs-core, expected in tfjs-wasm-train, trainer, bench and apps/web only",
    ],
    [
      manifest("packages/kernels/", "@undertone/kernels", ["@undertone/core", "@tensorflow/tfjs-core"]),
      "@undertone/runtime reaches @tensorflow/tfjs-core, expected nothing of training",
    ],
    [
      manifest("packages/exchange/", "@undertone/exchange", ["@undertone/core", "@tensorflow/tfjs-layers"]),
      "packages/exchange/package.json depends on @tensorflow/tfjs-layers, expected in tfjs-wasm-train, trainer, bench and apps/web only",
    ],
    [
      manifest("packages/core/", "@undertone/core", ["valibot", "papaparse"]),
      "packages/core/package.json declares papaparse, expected an import of it",
    ],
    [
      manifest("packages/kernels/", "@undertone/kernels", ["@undertone/core"], ["@undertone/trainer"]),
      "packages/kernels/package.json declares @undertone/trainer, expected an import of it",
    ],
  ])("%# %s", (file, message) => {
    expect(found(file)).toContain(message);
  });
});

describe("globals", () => {
  it.each([
    ["document.title", "document, expected only in apps/web and *.browser.ts"],
    ["export const a = (b: AudioContext) => b", "AudioContext, expected only in apps/web and *.browser.ts"],
    ["const { hardwareConcurrency } = navigator", "navigator, expected only in apps/web and *.browser.ts"],
    ["process.env.A", "process, expected only in apps/cli, bench, test, scripts and *.node.ts"],
    ["fetch('a')", "fetch, expected bytes as an argument"],
    ["Date.now()", "Date, expected the time as an argument"],
    ["new Date()", "Date, expected the time as an argument"],
    ["performance.now()", "performance, expected the time as an argument"],
    ["crypto.getRandomValues(a)", "crypto, expected hashes and randomness from @undertone/core"],
    ["Math.random()", "Math.random, expected a Random as an argument"],
    ["Math.sin(1)", "Math.sin, expected a function that is exact in every engine"],
    ["const { exp } = Math", "Math, expected a function that is exact in every engine"],
    ["Math['pow'](2, 3)", "Math, expected a function that is exact in every engine"],
    ["export const a = (b: number) => b ** 2", "**, expected a function that is exact in every engine"],
    ["a **= 2", "**=, expected a function that is exact in every engine"],
  ])("%s", (text, message) => {
    const path = "packages/core/src/a.ts";
    expect(found({ path, text })).toEqual([`${path}:1 uses ${message}`]);
  });

  it("spares apps the clock and the logarithms, not the page", () => {
    const path = "apps/cli/src/main.ts";
    expect(found({ path, text: `import "@undertone/trainer"; Date.now(); Math.sin(1); document;` })).toEqual([
      `${path}:1 uses document, expected only in apps/web and *.browser.ts`,
    ]);
  });
});

it("names the file that does not parse", () => {
  expect(() => found({ path: "packages/core/src/a.ts", text: "import {" })).toThrow(/^packages\/core\/src\/a\.ts: /);
});
