import { readFileSync } from "node:fs";
import { build, defaultClientConditions, type Rollup } from "vite";
import { beforeAll, describe, expect, it } from "vitest";

const kernels = (target: string): string => {
  const text = readFileSync(new URL(`../packages/kernels/build/${target}-wasm.js`, import.meta.url), "utf8");
  return /"(.+)"/.exec(text)![1];
};

/** What a bundler ships to a page that recognizes, and does nothing else. */
describe("a page that imports only the runtime", () => {
  let code = "";
  beforeAll(async () => {
    const entry = "\0page.js";
    const outputs = await build({
      configFile: false,
      logLevel: "silent",
      resolve: { conditions: ["@undertone/source", ...defaultClientConditions] },
      plugins: [
        {
          name: "page",
          resolveId: (id) => (id.endsWith("page.js") ? entry : undefined),
          load: (id) => (id === entry ? `export { createRecognizer } from "@undertone/runtime";` : undefined),
        },
      ],
      build: {
        write: false,
        lib: { entry: "page.js", formats: ["es"] },
        // Of a library Vite leaves blanks and comments, which a page's own build does not.
        rolldownOptions: { output: { minify: true } },
      },
    });
    const chunks = (outputs as Rollup.RollupOutput[]).flatMap(({ output }) => output);
    code = chunks.map((chunk) => (chunk.type === "chunk" ? chunk.code : "")).join("");
  });

  it("carries the engine, and no other kernels", () => {
    expect(code).toContain(kernels("engine"));
    expect(code).not.toContain(kernels("dsp"));
    expect(code).not.toContain(kernels("gradients"));
  });

  it("stays below 81 kB, before compression", () => {
    expect(code.length).toBeGreaterThan(kernels("engine").length);
    expect(code.length).toBeLessThan(81_000);
  });
});
