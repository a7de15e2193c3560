import { copyFile, writeFile } from "node:fs/promises";
import { builtinModules, createRequire } from "node:module";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build, defaultClientConditions } from "vite";
import { recognitionFiles } from "../jobs/recognition.ts";

const HERE = fileURLToPath(new URL("..", import.meta.url));
const HOSTS = ["program", "program-worker", "page", "page-worker"];
const BINARY = "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm";

/** Writes the hosts as .mjs, what all of them share, tfjs's binary and what the job `recognition` imports: the same text for every engine. */
export async function bundle(folder: string): Promise<void> {
  await build({
    configFile: false,
    root: HERE,
    logLevel: "error",
    publicDir: false,
    resolve: {
      conditions: ["@undertone/source", ...defaultClientConditions],
      // Without "browser", which would leave tfjs without Node's modules where they are needed.
      mainFields: ["module", "main"],
    },
    build: {
      outDir: folder,
      emptyOutDir: false,
      target: "esnext",
      minify: false,
      modulePreload: false,
      reportCompressedSize: false,
      rolldownOptions: {
        external: [/^node:/, "node-fetch", ...builtinModules],
        input: Object.fromEntries(HOSTS.map((name) => [name, join(HERE, `hosts/${name}.ts`)])),
        output: { entryFileNames: "[name].mjs", chunkFileNames: "[name].mjs" },
      },
    },
  });
  const { resolve } = createRequire(new URL("../../../packages/tfjs-wasm-train/package.json", import.meta.url));
  for (const [name, text] of Object.entries(await recognitionFiles())) await writeFile(join(folder, name), text);
  await copyFile(resolve(BINARY), join(folder, basename(BINARY)));
}
