// Compiles assembly/<target>/index.ts to build/<target>.wasm, then embeds the bytes in build/<target>-wasm.js, so that
// Node, a page, a worker and a bundler load the same module without a path, a fetch or a loader setting.
// Usage: node scripts/build-wasm.mjs [target...]
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import asc from "assemblyscript/asc";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));
mkdirSync("build", { recursive: true });

/** Where a target is compiled from, if not from the folder of its name. */
const ENTRIES = { "lean-engine": "engine" };

const asked = process.argv.slice(2);
for (const target of asked.length > 0 ? asked : ["dsp", "engine", "lean-engine", "unpack", "gradients"]) {
  const { error, stderr } = await asc.main([
    `assembly/${ENTRIES[target] ?? target}/index.ts`,
    "--config",
    "asconfig.json",
    "--target",
    target,
  ]);
  if (error) {
    process.stderr.write(`${stderr}\n${error.message}\n`);
    process.exit(1);
  }
  const base64 = readFileSync(`build/${target}.wasm`).toString("base64");
  writeFileSync(`build/${target}-wasm.js`, `export const base64 = "${base64}";\n`);
  writeFileSync(`build/${target}-wasm.d.ts`, "export declare const base64: string;\n");
}
