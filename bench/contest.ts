import { arch, cpus } from "node:os";
import { type Timing, timingOf } from "./measure.ts";

/** One way to make features of the same samples, in this process or in one of its own. */
export interface Contestant {
  name: string;
  /** Runs once and returns the CPU time of its process, in ms. */
  round(): Promise<number>;
  /** What the last round made, to be compared. */
  result(): Float32Array;
  close(): void;
}

/** A contestant that could not take part, and why. */
export interface Absent {
  name: string;
  reason: string;
}

export interface Standing extends Timing {
  /** median of our time over its time: below 1, we are faster */
  ours: number;
  /** largest difference between its result and ours */
  difference: number;
}

/** Runs in this process. */
export function here(name: string, run: () => Float32Array): Contestant {
  let last: Float32Array = new Float32Array(0);
  return {
    name,
    async round() {
      const start = process.cpuUsage();
      last = run();
      const { user, system } = process.cpuUsage(start);
      return (user + system) / 1000;
    },
    result: () => last,
    close() {},
  };
}

/**
 * Times contestants in interleaved rounds, so that what slows the machine slows all of them, after rounds that do not
 * count. Our time over another's is taken round by round: both stood beside each other.
 *
 * @param contestants  ours first; closed at the end
 */
export async function contest(contestants: readonly Contestant[], nRounds: number, nWarmUps = 2): Promise<Standing[]> {
  try {
    const times = contestants.map(() => new Float64Array(nRounds));
    for (let round = -nWarmUps; round < nRounds; round++) {
      for (const [i, contestant] of contestants.entries()) {
        const time = await contestant.round();
        if (round >= 0) times[i][round] = time;
      }
    }
    const expected = contestants[0].result();
    return contestants.map((contestant, i) => ({
      ...timingOf(contestant.name, times[i]),
      ours: timingOf(
        "",
        times[0].map((time, round) => time / times[i][round]),
      ).median,
      difference: largestDifference(expected, contestant.result()),
    }));
  } finally {
    for (const contestant of contestants) contestant.close();
  }
}

/** NaN where the lengths differ: nothing is compared with what is not there. */
function largestDifference(expected: Float32Array, actual: Float32Array): number {
  if (expected.length !== actual.length) return Number.NaN;
  let largest = 0;
  for (const [i, value] of expected.entries()) largest = Math.max(largest, Math.abs(value - actual[i]));
  return largest;
}

/** Prints a table for people and one JSON line for programs. */
export function reportContest(
  question: string,
  unit: string,
  standings: readonly Standing[],
  absent: readonly Absent[],
): void {
  const machine = `${cpus()[0].model}, ${cpus().length} cores, Node ${process.versions.node} ${arch()}`;
  const width = Math.max(...[...standings, ...absent].map(({ name }) => name.length));
  console.log(`${question}\n${machine}; ms of CPU time per ${unit}, one thread, interleaved`);
  console.log(`  ${"".padEnd(width)}     median  (quartiles)           ours / its  largest difference`);
  for (const { name, median, quartiles, ours, difference } of standings) {
    const spread = `(${quartiles.map((q) => q.toFixed(2)).join(" to ")})`;
    console.log(
      `  ${name.padEnd(width)}  ${median.toFixed(2).padStart(9)}  ${spread.padEnd(20)}  ${ours.toFixed(3).padStart(10)}  ${difference.toExponential(1).padStart(18)}`,
    );
  }
  for (const { name, reason } of absent) console.log(`  ${name.padEnd(width)}  left out: ${reason}`);
  console.log(JSON.stringify({ question, unit, machine, standings, absent }));
}
