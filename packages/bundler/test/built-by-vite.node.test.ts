import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { moduleOf } from "@undertone/bundler";
import { createRecognizer } from "@undertone/runtime";
import { build } from "vite";
import { expect, it, onTestFinished } from "vitest";
import { drawnBundle, drawnWaveform } from "./bundles.ts";

it("emotion.mjs gives the same bits minified by Vite, which needs no configuration for it", async () => {
  const folder = await mkdtemp(join(tmpdir(), "undertone-"));
  onTestFinished(() => rm(folder, { recursive: true }));
  const bundle = await drawnBundle();
  await writeFile(join(folder, "emotion.mjs"), (await moduleOf(bundle)).js);
  await writeFile(
    join(folder, "app.js"),
    'import { createRecognizer } from "./emotion.mjs";\nglobalThis.recognizerOfVite = createRecognizer();',
  );
  const built = await build({
    root: folder,
    configFile: false,
    logLevel: "error",
    // Vite's own preloading asks for a document, which Node has not.
    build: { write: false, modulePreload: false, rolldownOptions: { input: join(folder, "app.js") } },
  });
  const { output } = built as { output: { fileName: string; type: string; code: string }[] };
  const script = output.find(({ type }) => type === "chunk")!;
  const path = join(folder, "built.mjs");
  await writeFile(path, script.code);
  await import(/* @vite-ignore */ pathToFileURL(path).href);
  const found = await (globalThis as unknown as { recognizerOfVite: ReturnType<typeof createRecognizer> })
    .recognizerOfVite;
  const waveform = drawnWaveform(20_000, 1);
  expect(found.probabilities(waveform)).toEqual((await createRecognizer(bundle)).probabilities(waveform));
});
