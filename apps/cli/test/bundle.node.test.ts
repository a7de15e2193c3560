import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { decodeBundle, quantizedBundle, sha256Hex } from "@undertone/core";
import { syntheticCorpus } from "@undertone/corpus";
import { models } from "@undertone/models";
import { createRecognizer, recognitionMemory } from "@undertone/runtime";
import { describe, expect, it } from "vitest";
import { readBundle } from "../src/files/read-bundle.ts";
import { chooseWeights } from "../src/run/choose-weights.ts";
import type { MeasuredSide } from "../src/run/measured-side.ts";
import { terminalOf } from "../src/terminal/terminal.ts";
import { collector, folderWith, undertone } from "./undertone.ts";
import { workshop } from "./workshop.ts";

const { signal } = new AbortController();
const quiet = terminalOf({ stdout: collector().stream, stderr: collector().stream, args: [], signal }, true);
const json = async (...args: string[]) => JSON.parse((await undertone(...args, "--json")).stdout);

describe("undertone bundle of a bundle", () => {
  const shipped = fileURLToPath(models.nano);

  it("writes other forms, weights as they are stored", async () => {
    const folder = await folderWith();
    const told = await json("bundle", shipped, "--out", join(folder, "voice.mjs"));
    expect(told.files.map(({ path }: { path: string }) => path)).toEqual(
      ["voice.mjs", "voice.d.mts"].map((name) => join(folder, name)),
    );
    const { createRecognizer: createBundled } = await import(
      /* @vite-ignore */ pathToFileURL(join(folder, "voice.mjs")).href
    );
    const waveform = {
      samples: Float32Array.from({ length: 16_000 }, (_, i) => (i % 131) / 200 - 0.3),
      sampleRate: 16_000,
    };
    const expected = (await createRecognizer(await readFile(shipped))).probabilities(waveform);
    expect((await createBundled()).probabilities(waveform)).toEqual(expected);

    const both = await json("bundle", shipped, "--out", folder, "--form", "wasm,onnx");
    expect(both.files.map(({ path }: { path: string }) => path)).toEqual(
      ["emotion.wasm", "model.onnx"].map((name) => join(folder, name)),
    );
  });

  it.each([
    ["weights", "i8"],
    ["fold", "1"],
    ["corpus", "nowhere"],
  ])("takes no --%s, which is a run's", async (name, value) => {
    expect(await undertone("bundle", shipped, `--${name}`, value)).toMatchObject({
      exitCode: 2,
      stderr: `undertone: ${name} is ${value}, expected none with a bundle, only with the folder of a run\n`,
    });
  });
});

describe("undertone bundle", () => {
  it("stores weights in as few bits as the limit allows, tells what that costs, and writes every form", async () => {
    const { at, train } = await workshop();
    await train("run");
    const told = await json("bundle", at("run"), "--max-loss", "100");
    expect(told.weights).toMatchObject({ dtype: "i6", side: "the validation side", nRecordings: 7 });
    expect(told.weights.measures.map(({ dtype }: { dtype: string }) => dtype)).toEqual(["f32", "i6", "i8", "f16"]);
    expect(told.weights.measures[0].lostPoints).toBe(0);
    const bytes = await readFile(at("run/model.undertone"));
    const names = ["emotion.mjs", "emotion.d.mts", "emotion.wasm", "model.undertone"];
    expect(told.files.map(({ path }: { path: string }) => path)).toEqual(names.map((name) => at(`run/${name}`)));
    expect(told.files.at(-1)).toMatchObject({ byteLength: bytes.length, sha256: sha256Hex(bytes) });
    expect(told.weights.measures[1].byteLength).toBe(bytes.length);
    const small = decodeBundle(bytes);
    expect(new Set(small.dtypes?.values())).toEqual(new Set(["i6"]));

    const { createRecognizer: createBundled } = await import(
      /* @vite-ignore */ pathToFileURL(at("run/emotion.mjs")).href
    );
    const samples = Float32Array.from({ length: 16_000 }, (_, i) => (i % 131) / 200 - 0.3);
    const expected = (await createRecognizer(small)).probabilities({ samples, sampleRate: 16_000 });
    expect((await createBundled()).probabilities({ samples, sampleRate: 16_000 })).toEqual(expected);
    const { exports } = (await WebAssembly.instantiate(await readFile(at("run/emotion.wasm")))).instance;
    expect([(exports as { initialize(): number }).initialize(), (exports as { nLabels(): number }).nLabels()]).toEqual([
      0, 7,
    ]);

    for (const [form, rows] of [
      ["mjs", "form +one ES module"],
      ["wasm", "form +one WebAssembly module"],
    ]) {
      const { stdout } = await undertone("inspect", at(`run/emotion.${form}`));
      expect(stdout).toMatch(
        new RegExp(`${rows}\n[^]*weights +i6\n[^]*measured +[^]*license +[^]*file SHA-256 +[0-9a-f]{64}`),
      );
      expect(await json("inspect", at(`run/emotion.${form}`))).toMatchObject({
        form,
        labels: small.labels,
        weights: "i6",
      });
    }

    // Of a longer clip the memory must grow while it is measured.
    const long = { ...small, input: { ...small.input, nFrames: 6000 } };
    expect(await recognitionMemory(long)).toBeGreaterThan(await recognitionMemory(small));

    const text = await undertone("bundle", at("run"), "--weights", "i8", "--max-loss", "100", "--out", at("other"));
    expect(text.stdout).toMatch(
      /weights i8: UAR [\d.]+ % with float32, [\d.]+ % with i8; negative log-likelihood [\d.]+ and [\d.]+; on 7 recordings of the validation side\n/,
    );
    const exchanged = await json("bundle", at("run"), "--form", "onnx,tfjs,safetensors", "--out", at("other"));
    expect(exchanged.weights).toMatchObject({ dtype: "f32", measures: [], side: null, nRecordings: 0 });
    expect(exchanged.files.map(({ path }: { path: string }) => path)).toEqual(
      ["model.onnx", "tfjs/model.json", "tfjs/weights.bin", "model.safetensors"].map((path) => at(`other/${path}`)),
    );
    for (const { path, sha256 } of exchanged.files) expect(sha256Hex(await readFile(path))).toBe(sha256);

    const module = await json("bundle", at("run"), "--weights", "f32", "--out", at("voice.mjs"));
    expect(module.files.map(({ path }: { path: string }) => path)).toEqual([at("voice.mjs"), at("voice.d.mts")]);
    const single = await json("bundle", at("run"), "--fold", "1", "--out", at("single.onnx"));
    expect(single.files.map(({ path }: { path: string }) => path)).toEqual([at("single.onnx")]);
    expect(await undertone("bundle", at("run"), "--out", at("single.onnx"), "--form", "tfjs")).toMatchObject({
      exitCode: 2,
      stderr: `undertone: out is ${at("single.onnx")}, a file for form onnx, expected a folder for tfjs\n`,
    });

    const { protocolLabel, ...older } = JSON.parse(await readFile(at("run/metrics.json"), "utf8"));
    expect(protocolLabel).toBeTypeOf("string");
    await mkdir(at("older"));
    await writeFile(at("older/metrics.json"), JSON.stringify(older));
    expect(await undertone("bundle", at("older"))).toMatchObject({
      exitCode: 1,
      stderr: `undertone: ${at("older/metrics.json")}: lacks protocolLabel, whom its numbers hold for: an earlier Undertone wrote it, expected a run of this one\n`,
    });

    await rename(at("corpus"), at("moved"));
    const away = `the recordings are not in ${at("corpus")}, expected there or named by --corpus`;
    const unmeasured = await undertone("bundle", at("run"));
    expect(unmeasured.exitCode).toBe(0);
    expect(unmeasured.stderr).toContain(
      `the weights stay float32, as the cost of fewer bits cannot be measured: ${away}`,
    );
    expect((await readBundle(at("run/model.undertone"))).dtypes).toBeUndefined();
    expect(await undertone("bundle", at("run"), "--weights", "i8")).toMatchObject({
      exitCode: 1,
      stderr: `undertone: weights are i8, expected f32 where their cost cannot be measured: ${away}\n`,
    });
    const found = await json("bundle", at("run"), "--corpus", at("moved"), "--max-loss", "100");
    expect(found.weights).toEqual(told.weights);
  });

  it.each([
    [["--form", "onnx,gguf"], 'form is "gguf", expected some of '],
    [["--max-loss", "-1"], "max-loss is -1, expected a number of points from 0 to 100"],
    [["--weights", "i4"], "Allowed choices are f32, f16, i8, i6"],
  ])("refuses %j", async (args, message) => {
    const { exitCode, stderr } = await undertone("bundle", "nowhere", ...args);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(message);
  });
});

describe("chooseWeights", () => {
  it("refuses what costs more than allowed, and takes float32 where everything does", async () => {
    const { at, train } = await workshop();
    await train("run", "--no-final", "--fold", "1");
    const bundle = await readBundle(at("run/fold-1/model.undertone"));
    const { sampleRate } = bundle.input.features;
    const recordings = Array.from(
      syntheticCorpus({ nSpeakers: 1, utterancesPerClass: 1, seed: 3, sampleRate }),
      ({ utterance, waveform }) => ({ ...utterance, waveform }),
    );
    const side: MeasuredSide = { recordings, name: "the validation side" };
    // No measure is 101 points better than another.
    await expect(chooseWeights(bundle, "i6", -101, side, quiet, signal)).rejects.toThrow(
      /^weights are i6, which costs -?[\d.]+ points of UAR on 7 recordings of the validation side, expected at most -101: see --max-loss$/,
    );
    const none = await chooseWeights(bundle, null, -101, side, quiet, signal);
    expect([none.dtype, none.bundle.dtypes]).toEqual(["f32", undefined]);
    const { bundle: halves, measures } = await chooseWeights(bundle, "f16", 100, side, quiet, signal);
    expect(halves).toEqual(quantizedBundle(bundle, "f16"));
    expect(measures.map(({ dtype }) => dtype)).toEqual(["f32", "f16"]);
    expect(measures[1].byteLength).toBeLessThan(measures[0].byteLength);
  });
});
