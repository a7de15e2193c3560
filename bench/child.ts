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
 * Makes features in a process of its own: `childOf` with the numbers sampleRate nFft winLength hopLength nMels nMfcc topDb
 * and the result [nFrames][nMfcc]. topDb 0 is off; all else is librosa's default.
 */
export function child(
  name: string,
  command: readonly [string, ...string[]],
  { sampleRate, nFft, winLength, hopLength, nMels, nMfcc, topDb }: FeatureSpec,
  samples: Float32Array,
): Contestant {
  return childOf(name, command, [sampleRate, nFft, winLength, hopLength, nMels, nMfcc, topDb ?? 0], samples);
}

/**
 * Runs in a process of its own. It gets, behind the command's own arguments,
 *
 *   samples.f32 result.f32 numbers...
 *
 * reads the samples, and answers each line on its input by one run, the CPU time of which, in ms, it writes as a line. The
 * first run's result, in float32, goes to the file.
 */
export function childOf(
  name: string,
  [command, ...args]: readonly [string, ...string[]],
  numbers: readonly number[],
  samples: Float32Array,
): Contestant {
  const folder = mkdtempSync(join(tmpdir(), "undertone-bench-"));
  const from = join(folder, "samples.f32");
  const to = join(folder, "result.f32");
  writeFileSync(from, samples);
  const job = [from, to, ...numbers.map(String)];

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
