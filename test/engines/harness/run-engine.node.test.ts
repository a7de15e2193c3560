import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { MissingEngine } from "../engines/engine.ts";
import { node } from "../engines/node.ts";
import { bundle } from "./bundle.ts";
import { runEngine, type Task } from "./run-engine.ts";

async function task(): Promise<Task> {
  const folder = await mkdtemp(join(tmpdir(), "undertone-engines-test-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const scratch = join(folder, "home");
  await mkdir(scratch);
  const machine = { mayInstall: false, scratch, signal: new AbortController().signal, say() {} };
  return { jobs: ["features"], epochs: 1, bundle: join(folder, "bundle"), scratch: folder, machine };
}

it("runs a job in Node from the bundle and leaves the bundle alone", async () => {
  const asked = await task();
  await bundle(asked.bundle);
  const files = await readdir(asked.bundle);
  const { version, failure, jobs } = await runEngine(node, asked);
  expect([version, failure]).toEqual([process.versions.node, undefined]);
  expect(jobs).toMatchObject({ features: { hashes: { "its log-mels": expect.stringMatching(/^[0-9a-f]{64}$/) } } });
  expect(await readdir(asked.bundle)).toEqual(files);
  expect((await readdir(asked.scratch)).sort()).toEqual(["bundle", "home"]);
});

it("tells of a job that an engine left undone", async () => {
  const asked = await task();
  await mkdir(asked.bundle);
  await writeFile(join(asked.bundle, "program.mjs"), `console.error("out of memory"); process.exitCode = 7;`);
  const { jobs } = await runEngine(node, asked);
  expect(jobs).toEqual({ features: { failure: "exit code 7: out of memory; said last: nothing" } });
});

it("tells why an engine is missing, and stops when aborted", async () => {
  const reason = () => Promise.reject(new MissingEngine("not for this platform"));
  const asked = await task();
  expect(await runEngine({ name: "other", find: reason }, asked)).toEqual({
    engine: "other",
    missing: "not for this platform",
    jobs: {},
  });
  const machine = { ...asked.machine, signal: AbortSignal.abort(new Error("enough")) };
  await expect(runEngine(node, { ...asked, machine })).rejects.toThrow("enough");
});
