import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeWav } from "@undertone/audio";
import { recipeNamed } from "@undertone/trainer";
import { describe, expect, it, onTestFinished } from "vitest";
import { Interrupted } from "../src/errors.ts";
import { loadFiles } from "../src/load/load-files.ts";
import type { LoadJob, LoadOutcome } from "../src/load/loader.ts";
import { folderWith } from "./undertone.ts";

const SAMPLE_RATE = 16_000;
const waveforms = (cache: string | null = null): LoadJob => ({
  target: { kind: "waveform", sampleRate: SAMPLE_RATE },
  cache,
});
const never = new AbortController().signal;

/** So many seconds of noise, other ones for each seed. */
function noise(seconds: number, seed: number, sampleRate: number = SAMPLE_RATE): Uint8Array {
  let state = seed;
  const samples = Float32Array.from({ length: Math.round(sampleRate * seconds) }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return (state >>> 16) / 65_536 - 0.5;
  });
  return writeWav({ samples, sampleRate });
}

/** More than 4 MB, so that workers are worth their start: lengths differ, so that files are ready in another order. */
async function corpus(): Promise<{ folder: string; paths: string[] }> {
  const long = noise(34, 1);
  const files = Object.fromEntries(
    Array.from({ length: 12 }, (_, i) => [
      `${String(i).padStart(2, "0")}.wav`,
      i % 3 === 0 ? long : noise(1, i, 48_000),
    ]),
  );
  const folder = await folderWith({ ...files, "05.wav": "no audio at all" });
  return { folder, paths: Object.keys(files).map((name) => join(folder, name)) };
}

/** A few small files, which no worker is started for. */
async function smallCorpus(): Promise<string[]> {
  const names = Array.from({ length: 10 }, (_, i) => `${i}.wav`);
  const folder = await folderWith(Object.fromEntries(names.map((name, i) => [name, noise(0.1, i)])));
  return names.map((name) => join(folder, name));
}

async function all(loading: AsyncIterable<LoadOutcome>): Promise<LoadOutcome[]> {
  const outcomes: LoadOutcome[] = [];
  for await (const outcome of loading) outcomes.push(outcome);
  return outcomes;
}

const prints = (outcomes: readonly LoadOutcome[]) =>
  outcomes.map((one) => ("values" in one ? `${one.sha256} ${one.values.length}` : one.reason));

describe("loadFiles", () => {
  it("gives the same bits in the same order for 0, 1 and 3 workers, and goes on behind a broken file", async () => {
    const { paths } = await corpus();
    const expected = prints(await all(loadFiles(paths, waveforms(), 0, never)));
    expect(expected[5]).toBe("no audio format that is known here, expected WAV, AIFF, FLAC, MP3 or Ogg (at byte 0)");
    expect(expected.filter((print) => /^[0-9a-f]{64} (16000|544000)$/.test(print))).toHaveLength(11);
    // The long ones are the same.
    expect(new Set(expected).size).toBe(9);
    for (const workers of [1, 3]) {
      expect(prints(await all(loadFiles(paths, waveforms(), workers, never)))).toEqual(expected);
    }
  });

  it("makes features, and says of each file that is not there why", async () => {
    const { paths, folder } = await corpus();
    const job: LoadJob = { target: { kind: "features", input: recipeNamed("default").input }, cache: null };
    const asked = [...paths.slice(0, 6), join(folder, "gone.wav"), folder];
    const [alone, inTwo] = [
      await all(loadFiles(asked, job, 0, never)),
      await all(loadFiles([...asked, ...paths], job, 2, never)),
    ];
    expect(prints(inTwo).slice(0, asked.length)).toEqual(prints(alone));
    expect(prints(alone).slice(6)).toEqual(["no such file or directory", "is a folder, expected a file"]);
    expect(alone[0]).toMatchObject({ about: { seconds: 34, warnings: [] } });
  });

  it("ends at once when interrupted, in the middle of a large file", async () => {
    const { paths } = await corpus();
    const large = join(await folderWith({ "large.wav": noise(1, 1) }), "large.wav");
    await truncate(large, 1e9);
    const bytes = Buffer.from(await readFile(large).then((file) => file.subarray(0, 44)));
    bytes.writeUInt32LE(1e9 - 8, 4);
    bytes.writeUInt32LE(1e9 - 44, 40);
    await writeFile(large, bytes, { flag: "r+" });
    const interruption = new AbortController();
    const loading = all(loadFiles([large, ...paths], waveforms(), 2, interruption.signal));
    setTimeout(() => interruption.abort(new Interrupted()), 1000);
    const ends = await Promise.allSettled([loading]);
    expect(ends[0]).toMatchObject({ status: "rejected", reason: expect.any(Interrupted) });
  });

  it("leaves no worker behind when its reader stops", async () => {
    const { paths } = await corpus();
    const before = process
      .getActiveResourcesInfo()
      .filter((name) => name === "Worker" || name === "MessagePort").length;
    for await (const outcome of loadFiles(paths, waveforms(), 2, never)) {
      expect(outcome).toHaveProperty("values");
      break;
    }
    const after = process.getActiveResourcesInfo().filter((name) => name === "Worker" || name === "MessagePort").length;
    expect(after).toBe(before);
  });
});

describe("the cache", () => {
  it("gives the bits that were made", async () => {
    const { paths } = await corpus();
    const cache = join(await folderWith(), "cache");
    const first = await all(loadFiles(paths, waveforms(cache), 2, never));
    const second = await all(loadFiles(paths, waveforms(cache), 2, never));
    expect(prints(second)).toEqual(prints(first));
    expect(fromCache(second)).toEqual(paths.map((_, i) => (i === 5 ? null : true)));
    // The same sound in four files is one entry.
    expect(await entriesOf(cache)).toHaveLength(8);
  });

  it("mends entries that are truncated or damaged", async () => {
    const paths = await smallCorpus();
    const cache = join(await folderWith(), "cache");
    const first = await all(loadFiles(paths, waveforms(cache), 0, never));
    expect(fromCache(first)).toEqual(paths.map(() => false));
    const entries = await entriesOf(cache);
    const sound = await Promise.all(entries.map((path) => readFile(path)));
    const damages: ((path: string, bytes: Buffer) => Promise<void>)[] = [
      (path) => truncate(path, 0),
      (path) => truncate(path, 35),
      (path, bytes) => truncate(path, bytes.length - 1),
      (path) => truncate(path, 3282),
      (path, bytes) => writeFile(path, flipped(bytes, 1000)),
      (path, bytes) => writeFile(path, flipped(bytes, bytes.length - 1)),
      (path, bytes) => writeFile(path, flipped(bytes, bytes.length - 36)),
      (path, bytes) => writeFile(path, flipped(bytes, bytes.length - 60)),
    ];
    for (const [i, damage] of damages.entries()) await damage(entries[i], sound[i]);
    const again = await all(loadFiles(paths, waveforms(cache), 0, never));
    expect(prints(again)).toEqual(prints(first));
    expect(fromCache(again).filter((one) => one === false)).toHaveLength(damages.length);
    const mended = await Promise.all(entries.map((path) => readFile(path)));
    expect(mended.every((bytes, i) => bytes.equals(sound[i]))).toBe(true);
  });

  it("serves two processes that write it at once, and one that is killed meanwhile", async () => {
    const paths = await smallCorpus();
    const cache = join(await folderWith(), "cache");
    const expected = prints(await all(loadFiles(paths, waveforms(), 0, never)));
    const children = [1, 2, 3].map(() => loadingProcess(paths, cache));
    children[2].stdout.once("data", () => children[2].kill("SIGKILL"));
    const ends = await Promise.all(children.map(printed));
    expect(ends.slice(0, 2)).toEqual([expected, expected]);
    expect(prints(await all(loadFiles(paths, waveforms(cache), 0, never)))).toEqual(expected);
  });

  it.skipIf(!canMount())("goes on when its disk is full (Linux, root)", async () => {
    const paths = await smallCorpus();
    const cache = await folderWith();
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=16k", "tmpfs", cache]);
    onTestFinished(() => void execFileSync("umount", [cache]));
    const expected = prints(await all(loadFiles(paths, waveforms(), 0, never)));
    const outcomes = await all(loadFiles(paths, waveforms(cache), 0, never));
    expect(prints(outcomes)).toEqual(expected);
    expect(outcomes.at(-1)).toMatchObject({ cacheTrouble: `${cache}: no space left on device` });
    expect((await readdir(cache, { recursive: true })).filter((name) => name.endsWith(".tmp"))).toEqual([]);
    expect(prints(await all(loadFiles(paths, waveforms(cache), 0, never)))).toEqual(expected);
  });

  it("knows a changed file, another rate, and features by other specifications apart", async () => {
    const folder = await folderWith({ "a.wav": noise(1, 1) });
    const [path, cache] = [join(folder, "a.wav"), join(folder, "cache")];
    const input = recipeNamed("default").input;
    const targets: LoadJob["target"][] = [
      { kind: "waveform", sampleRate: 16_000 },
      { kind: "waveform", sampleRate: 8000 },
      { kind: "features", input },
      { kind: "features", input: { ...input, removeDc: !input.removeDc } },
      { kind: "features", input: { ...input, features: { ...input.features, nMels: 32 } } },
    ];
    const load = async () => {
      const outcomes: LoadOutcome[] = [];
      for (const target of targets) outcomes.push(...(await all(loadFiles([path], { target, cache }, 0, never))));
      return outcomes;
    };
    const first = await load();
    for (const one of [...first, ...(await load())]) expect(one).toMatchObject({ cacheTrouble: null });
    expect(await entriesOf(cache)).toHaveLength(targets.length);
    await writeFile(path, noise(1, 2));
    for (const one of await load()) expect(one).toMatchObject({ fromCache: false });
    expect(await entriesOf(cache)).toHaveLength(2 * targets.length);
  });

  it("goes on without a folder that it cannot write to, and says why", async () => {
    const folder = await folderWith({ "a.wav": noise(0.1, 1), taken: "a file" });
    const [outcome] = await all(loadFiles([join(folder, "a.wav")], waveforms(join(folder, "taken")), 0, never));
    expect(outcome).toMatchObject({ fromCache: false, cacheTrouble: `${join(folder, "taken")}: is no folder` });
  });
});

const fromCache = (outcomes: readonly LoadOutcome[]) => outcomes.map((one) => ("values" in one ? one.fromCache : null));

/** Whether a small disk can be made for a test. */
function canMount(): boolean {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return false;
  return spawnSync("unshare", ["-m", "mount", "-t", "tmpfs", "tmpfs", tmpdir()]).status === 0;
}

/** A process that loads files through a cache and prints what each is. */
function loadingProcess(paths: readonly string[], cache: string) {
  const module = new URL("../src/load/load-files.ts", import.meta.url).href;
  const script = `const { loadFiles } = await import(${JSON.stringify(module)});
    const job = ${JSON.stringify(waveforms(cache))};
    for await (const one of loadFiles(${JSON.stringify(paths)}, job, 0, new AbortController().signal))
      console.log(one.sha256 + " " + one.values.length);`;
  const args = ["--conditions=@undertone/source", "--import", "tsx", "--input-type=module", "--eval", script];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  return child;
}

async function printed(child: ReturnType<typeof loadingProcess>): Promise<string[]> {
  let text = "";
  child.stdout.setEncoding("utf8").on("data", (more: string) => {
    text += more;
  });
  await once(child, "close");
  return text.trimEnd().split("\n");
}

async function entriesOf(cache: string): Promise<string[]> {
  const names = await readdir(cache, { recursive: true });
  return names
    .filter((name) => name.endsWith(".entry"))
    .sort()
    .map((name) => join(cache, name));
}

function flipped(bytes: Buffer, at: number): Buffer {
  const damaged = Buffer.from(bytes);
  damaged[at] ^= 1;
  return damaged;
}
