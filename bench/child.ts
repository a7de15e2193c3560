import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { FeatureSpec } from "@undertone/core";
import type { Contestant } from "./contest.ts";

/** One thread for every library that would take more. */
const ONE_THREAD = { OMP_NUM_THREADS: "1", OPENBLAS_NUM_THREADS: "1", MKL_NUM_THREADS: "1" };

/**
 * Runs in a process of its own. It gets, behind `args`,
 *
 *   samples.f32 result.f32 sampleRate nFft winLength hopLength nMels nMfcc topDb
 *
 * reads the samples, and answers each line on its input by one run, the CPU time of which, in ms, it writes as a line. The
 * first run's result, float32 [nFrames][nMfcc], goes to the file. topDb 0 is off; all else is librosa's default.
 */
export function child(
  name: string,
  [command, ...args]: readonly [string, ...string[]],
  spec: FeatureSpec,
  samples: Float32Array,
): Contestant {
  const folder = mkdtempSync(join(tmpdir(), "undertone-bench-"));
  const from = join(folder, "samples.f32");
  const to = join(folder, "result.f32");
  writeFileSync(from, samples);
  const { sampleRate, nFft, winLength, hopLength, nMels, nMfcc, topDb } = spec;
  const job = [from, to, ...[sampleRate, nFft, winLength, hopLength, nMels, nMfcc, topDb ?? 0].map(String)];

  const running = spawn(command, [...args, ...job], {
    stdio: ["pipe", "pipe", "inherit"],
    env: { ...process.env, ...ONE_THREAD },
  });
  const answers = createInterface({ input: running.stdout })[Symbol.asyncIterator]();
  return {
    name,
    async round() {
      running.stdin.write("\n");
      const { value } = await answers.next();
      const time = Number.parseFloat(value);
      if (!(time >= 0)) throw new Error(`${name} answered ${value}, expected the CPU time of a run`);
      return time;
    },
    result: () => new Float32Array(Uint8Array.from(readFileSync(to)).buffer),
    close() {
      running.stdin.end();
      rmSync(folder, { recursive: true });
    },
  };
}
