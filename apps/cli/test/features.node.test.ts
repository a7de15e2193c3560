import { mkdir, readdir, readFile, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { loadWaveform } from "@undertone/audio";
import { createInputPipeline } from "@undertone/features";
import { loadDsp } from "@undertone/kernels/dsp";
import { recipeNamed } from "@undertone/trainer";
import { describe, expect, it } from "vitest";
import { pruneCache } from "../src/files/cache-folder.ts";
import { syntheticFiles } from "./recordings.ts";
import { folderWith, undertone } from "./undertone.ts";

/** Reads a .npy file of float32: NumPy's format version 1.0. */
function matrixOf(file: Buffer): { shape: number[]; values: Float32Array } {
  expect(file.subarray(0, 8).toString("latin1")).toBe("\x93NUMPY\x01\x00");
  const start = 10 + file.readUInt16LE(8);
  expect(start % 64).toBe(0);
  const header = file.subarray(10, start).toString("latin1");
  const [, rows, columns] = header.match(
    /^\{'descr': '<f4', 'fortran_order': False, 'shape': \((\d+), (\d+)\), \} *\n$/,
  )!;
  return {
    shape: [Number(rows), Number(columns)],
    values: new Float32Array(Uint8Array.from(file.subarray(start)).buffer),
  };
}

describe("undertone features", () => {
  it("writes one matrix for NumPy, and where in it each recording is", async () => {
    const files = syntheticFiles();
    const [first] = Object.keys(files).sort();
    const folder = await folderWith({ ...files, "note.txt": "", "unknown.wav": files[first], "broken.wav": "nothing" });
    const out = join(await folderWith(), "features");
    const { exitCode, stdout, stderr } = await undertone("features", folder, "--out", out, "--recipe", "mfcc");
    expect(exitCode).toBe(0);
    expect(stderr).toContain("undertone: 1 file of 30 cannot be read and is left out:\n  broken.wav: no audio format");
    expect(stdout).toMatch(/^29 recordings, \d+ of them from the cache\n/);
    expect((await readdir(out)).sort()).toEqual(["features.json", "features.npy", "index.csv"]);

    const { shape, values } = matrixOf(await readFile(join(out, "features.npy")));
    const { input } = recipeNamed("mfcc");
    const report = JSON.parse(await readFile(join(out, "features.json"), "utf8"));
    expect(report).toMatchObject({ shape, input, recordings: 29, broken: [{ path: "broken.wav" }] });
    expect(shape[0] * shape[1]).toBe(values.length);

    const [head, ...lines] = (await readFile(join(out, "index.csv"), "utf8")).trimEnd().split("\n");
    expect(head).toBe("path,corpus,speaker,label,firstFrame,nFrames,seconds");
    const rows = lines.map((line) => line.split(","));
    expect(rows.at(-1)!.slice(0, 4)).toEqual(["unknown.wav", "", "", ""]);
    let next = 0;
    for (const [, , , , firstFrame, nFrames] of rows) {
      expect(Number(firstFrame)).toBe(next);
      next += Number(nFrames);
    }
    expect(next).toBe(shape[0]);

    const dsp = await loadDsp();
    const pipeline = createInputPipeline(dsp, input);
    for (const [path, , , , firstFrame, nFrames] of [rows[0], rows[7], rows[28]]) {
      const bytes = files[path === "unknown.wav" ? first : path];
      const { waveform } = await loadWaveform(dsp, bytes, path, input.features.sampleRate);
      const own = pipeline.frames(pipeline.condition(waveform));
      expect(own.nFrames).toBe(Number(nFrames));
      const from = Number(firstFrame) * shape[1];
      expect(values.slice(from, from + own.values.length)).toEqual(own.values);
    }
  });

  it("writes the same bytes from the cache, with none, and with workers", async () => {
    const folder = await folderWith(syntheticFiles());
    const where = await folderWith();
    const written = async (name: string, ...more: string[]) => {
      const out = join(where, name);
      const { stdout } = await undertone("features", folder, "--out", out, "--json", ...more);
      return { bytes: await readFile(join(out, "features.npy")), fromCache: JSON.parse(stdout).fromCache };
    };
    const cache = ["--cache", join(where, "cache")];
    const first = await written("first", ...cache);
    const second = await written("second", ...cache, "--workers", "2");
    const third = await written("third", "--no-cache", "--workers", "0");
    expect([first, second, third].map(({ fromCache }) => fromCache)).toEqual([0, 28, 0]);
    expect([second, third].map(({ bytes }) => bytes.equals(first.bytes))).toEqual([true, true]);
    expect((await undertone("cache", ...cache)).stdout).toMatch(/cache: 28 files, [\d.]+ kB\n$/);
  });

  it("does not write among other files, nor of a folder without audio", async () => {
    const folder = await folderWith({ ...syntheticFiles() });
    const taken = await folderWith({ "thesis.txt": "" });
    expect(await undertone("features", folder, "--out", taken)).toEqual({
      exitCode: 2,
      stdout: "",
      stderr: `undertone: out is ${taken}, which holds thesis.txt, expected a new folder or earlier features\n`,
    });
    const empty = await folderWith();
    expect((await undertone("features", empty, "--out", `${empty}/out`)).stderr).toBe(
      `undertone: ${empty}: holds no audio files\n`,
    );
  });
});

describe("undertone cache", () => {
  const key = (byte: string) => byte.repeat(32);

  it("counts and removes entries, and nothing else", async () => {
    const folder = await folderWith({ [`ab/${key("ab")}.entry`]: "12345", "ab/mine.txt": "", "thesis.txt": "" });
    expect((await undertone("cache", "--cache", folder)).stdout).toBe(`${folder}: 1 file, 5 bytes\n`);
    expect((await undertone("cache", "--cache", folder, "--clear")).stdout).toBe(
      `${folder}: 1 file, 5 bytes, removed\n`,
    );
    expect((await readdir(folder, { recursive: true })).sort()).toEqual(["ab", "ab/mine.txt", "thesis.txt"]);
    expect((await undertone("cache", "--cache", join(folder, "nowhere"))).stdout).toContain(": 0 files, 0 bytes\n");
  });

  it("lets go what was not used for longest, and what killed processes left an hour ago", async () => {
    const names = ["aa", "bb", "cc"].map((byte) => `${byte}/${key(byte)}.entry`);
    const folder = await folderWith();
    for (const [i, name] of [...names, "aa/x.entry.1.0.tmp", "aa/y.entry.1.0.tmp"].entries()) {
      const path = join(await folderAt(folder, name.slice(0, 2)), name.slice(3));
      await writeFile(path, "1234");
      // The second entry is the oldest, of the unfinished files the first.
      const hours = [2, 3, 1, 2, 0][i];
      const time = new Date(Date.now() - hours * 3_600_000 - 1000);
      await utimes(path, time, time);
    }
    await pruneCache(folder, 8);
    const left = (await readdir(folder, { recursive: true })).filter((name) => /entry/.test(name));
    expect(left.sort()).toEqual([names[0], "aa/y.entry.1.0.tmp", names[2]].sort());
  });
});

async function folderAt(folder: string, name: string): Promise<string> {
  const path = join(folder, name);
  await mkdir(path, { recursive: true });
  return path;
}
