/** What came of one engine. */
export interface Outcome {
  engine: string;
  version?: string;
  /** why it is not there; it then counts neither as agreement nor as difference */
  missing?: string;
  /** why it is there and does not run, or what went wrong beside its jobs */
  failure?: string;
  jobs: Record<string, JobOutcome>;
}

export type JobOutcome = { hashes: Record<string, string>; seconds: number } | { failure: string };

/** What all engines are held to. */
export interface Expectation {
  /** SHA-256 by name: the committed ones, and for a name without one the first engine's */
  hashes: Record<string, string>;
  /** names that have no committed SHA-256: engines can only agree with one another */
  uncommitted: string[];
}

/** What engines are expected to give, from what is committed and what they gave. */
export function expectationFrom(golden: Readonly<Record<string, string>>, outcomes: readonly Outcome[]): Expectation {
  const expectation: Expectation = { hashes: {}, uncommitted: [] };
  for (const [name, hash] of outcomes.flatMap(({ jobs }) => Object.values(jobs).flatMap(hashesOf))) {
    if (Object.hasOwn(expectation.hashes, name)) continue;
    expectation.hashes[name] = golden[name] ?? hash;
    if (!Object.hasOwn(golden, name)) expectation.uncommitted.push(name);
  }
  return expectation;
}

/** Whether a job gave what is expected, all of it. */
export function agrees(outcome: JobOutcome, { hashes }: Expectation): boolean {
  const given = hashesOf(outcome);
  return given.length > 0 && given.every(([name, hash]) => hashes[name] === hash);
}

export const hashesOf = (outcome: JobOutcome): [name: string, hash: string][] =>
  "hashes" in outcome ? Object.entries(outcome.hashes) : [];

/** Whether every engine that is there did every job and gave what is expected; with no engine there, false. */
export function allAgree(outcomes: readonly Outcome[], expectation: Expectation): boolean {
  const there = outcomes.filter(({ missing }) => missing === undefined);
  return (
    there.length > 0 &&
    there.every(
      ({ failure, jobs }) => failure === undefined && Object.values(jobs).every((job) => agrees(job, expectation)),
    )
  );
}
