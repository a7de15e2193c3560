// What programs that clip.ts compares have in common.
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";

/** A file of float32 values. */
export const floats = (path) => new Float32Array(Uint8Array.from(readFileSync(path)).buffer);

/** Answers each line on the input by one run: its CPU time in ms, the process's resident memory in MiB, its probabilities. */
export async function answer(run) {
  for await (const _ of createInterface({ input: process.stdin })) {
    const start = process.cpuUsage();
    const probabilities = await run();
    const { user, system } = process.cpuUsage(start);
    const resident = process.memoryUsage.rss() / 2 ** 20;
    console.log(JSON.stringify({ ms: (user + system) / 1000, resident, probabilities: [...probabilities] }));
  }
}
