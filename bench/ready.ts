import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { moduleOf } from "@undertone/bundler";
import { decodeBundle, quantizedBundle } from "@undertone/core";
import { models } from "@undertone/models";
import { report, timingOf } from "./measure.ts";

/** How soon does emotion.mjs recognize? Each time in a fresh process, in interleaved rounds; an empty module for comparison. */
const N_ROUNDS = 20;

const folder = mkdtempSync(join(tmpdir(), "undertone-ready-"));
try {
  const texts: Record<string, string> = { "an empty module": "export {};\n" };
  for (const name of ["default", "nano"] as const) {
    const bundle = decodeBundle(readFileSync(models[name]));
    for (const dtype of ["i8", "i6"] as const) {
      texts[`${name}, ${dtype}`] = (await moduleOf(quantizedBundle(bundle, dtype))).js;
    }
  }
  const modules = Object.entries(texts).map(([name, text], i) => {
    const path = join(folder, `${i}.mjs`);
    writeFileSync(path, text);
    return { name, path, imports: [] as number[], readies: [] as number[], waits: [] as number[] };
  });
  for (let round = 0; round < N_ROUNDS; round++) {
    for (const { path, imports, readies, waits } of modules) {
      const program = join(import.meta.dirname, "clip/ready.mjs");
      const told = JSON.parse(execFileSync(process.execPath, [program, path], { encoding: "utf8" }));
      imports.push(told.import);
      readies.push(told.ready);
      waits.push(told.waited);
    }
  }
  const timings = modules.flatMap(({ name, imports, readies, waits }) => [
    timingOf(`${name}: import`, imports),
    timingOf(`${name}: import to recognizer`, readies),
    timingOf(`${name}: import to recognizer, by the clock`, waits),
  ]);
  report("Ready", "start", timings);
} finally {
  rmSync(folder, { recursive: true });
}
