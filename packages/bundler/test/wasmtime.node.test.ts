import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { wasmOf } from "@undertone/bundler";
import { quantizedBundle } from "@undertone/core";
import { createRecognizer } from "@undertone/runtime";
import { expect, it } from "vitest";
import { drawnBundle, drawnWaveform } from "./bundles.ts";

const python = process.env.PYTHON ?? "python3";
const hasWasmtime = spawnSync(python, ["-c", "import wasmtime"]).status === 0;

it.skipIf(!hasWasmtime)("wasmtime gives our bits (left out where $PYTHON has no wasmtime)", async () => {
  const bundle = quantizedBundle(await drawnBundle(), "i6");
  const { samples, sampleRate } = drawnWaveform(60_000, 1, 44_100);
  const folder = mkdtempSync(join(tmpdir(), "undertone-wasmtime-"));
  try {
    writeFileSync(join(folder, "emotion.wasm"), await wasmOf(bundle));
    writeFileSync(join(folder, "samples.f32"), new Uint8Array(samples.buffer));
    const script = fileURLToPath(new URL("host/recognize.py", import.meta.url));
    const files = [join(folder, "emotion.wasm"), join(folder, "samples.f32")];
    const found = JSON.parse(execFileSync(python, [script, ...files, String(sampleRate)], { encoding: "utf8" }));
    const expected = (await createRecognizer(bundle)).probabilities({ samples, sampleRate });
    expect(found).toEqual({
      status: [0, 0, 0],
      labels: bundle.labels,
      bits: [...new Uint32Array(expected.buffer)],
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
