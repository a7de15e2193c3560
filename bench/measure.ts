import { arch, cpus } from "node:os";
import { percentile } from "@undertone/core";

/** One way to do a thing, to be compared with others in the same run. */
export interface Variant {
  name: string;
  run(): unknown;
}

export interface Timing {
  name: string;
  /** process CPU time of one run in ms: median, and the middle half of all rounds */
  median: number;
  quartiles: [number, number];
}

/**
 * Times variants in interleaved rounds, so that what slows the machine slows all of them. Process CPU time, which a busy
 * neighbor disturbs less than the clock; every variant runs twice before the first round.
 */
export function measure(variants: readonly Variant[], nRounds: number): Timing[] {
  for (const { run } of [...variants, ...variants]) run();
  const times = variants.map(() => new Float64Array(nRounds));
  for (let round = 0; round < nRounds; round++) {
    for (const [i, { run }] of variants.entries()) {
      const start = process.cpuUsage();
      run();
      const { user, system } = process.cpuUsage(start);
      times[i][round] = (user + system) / 1000;
    }
  }
  return variants.map(({ name }, i) => timingOf(name, times[i]));
}

/** What tells the time that it took itself, as another process does. */
export interface Clock {
  name: string;
  /** of one run, in ms */
  time(): Promise<number>;
}

/** As `measure`, of clocks; every clock runs `nWarmUps` times before the first round. */
export async function measureClocks(clocks: readonly Clock[], nRounds: number, nWarmUps = 2): Promise<Timing[]> {
  for (let round = 0; round < nWarmUps; round++) for (const { time } of clocks) await time();
  const times = clocks.map(() => new Float64Array(nRounds));
  for (let round = 0; round < nRounds; round++) {
    for (const [i, { time }] of clocks.entries()) times[i][round] = await time();
  }
  return clocks.map(({ name }, i) => timingOf(name, times[i]));
}

/** This process's CPU time until `run` has ended, in ms. */
export async function cpuTime(run: () => unknown): Promise<number> {
  const start = process.cpuUsage();
  await run();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

/** @param times  of each round, in ms */
export function timingOf(name: string, times: ArrayLike<number>): Timing {
  return { name, median: percentile(times, 50), quartiles: [percentile(times, 25), percentile(times, 75)] };
}

/** Prints a table for people and one JSON line for programs. @param ratios  of medians, by what they compare */
export function report(
  question: string,
  unit: string,
  timings: readonly Timing[],
  ratios: Readonly<Record<string, number>> = {},
): void {
  const machine = `${cpus()[0].model}, ${cpus().length} cores, Node ${process.versions.node} ${arch()}`;
  const width = Math.max(...timings.map(({ name }) => name.length));
  console.log(`${question}\n${machine}; ms of CPU time per ${unit}, median (quartiles)`);
  for (const { name, median, quartiles } of timings) {
    console.log(
      `  ${name.padEnd(width)}  ${median.toFixed(2).padStart(9)}  (${quartiles.map((q) => q.toFixed(2)).join(" to ")})`,
    );
  }
  for (const [name, ratio] of Object.entries(ratios)) console.log(`  ${name}: ${ratio}`);
  console.log(JSON.stringify({ question, unit, machine, timings, ratios }));
}
