import { agrees, allAgree, type Expectation, hashesOf, type JobOutcome, type Outcome } from "./outcome.ts";

const SHOWN_DIGITS = 16;

/** What was found, for people: a table for each job, then what did not run, then the verdict. */
export function resultText(jobs: readonly string[], outcomes: readonly Outcome[], expectation: Expectation): string {
  const { hashes, uncommitted } = expectation;
  const expected = Object.entries(hashes).map(([name, hash]) => [name, hash, originOf(uncommitted.includes(name))]);
  const missing = outcomes.filter((outcome) => outcome.missing !== undefined);
  const failed = outcomes.filter((outcome) => outcome.failure !== undefined);
  return [
    ...jobs.flatMap((job) => jobTable(job, outcomes, expectation)),
    ...(expected.length > 0 ? [table([["expected", "SHA-256", "from"], ...expected])] : []),
    ...missing.map(({ engine, missing }) => `not run: ${engine}: ${missing}`),
    ...failed.map(({ engine, failure }) => `failed: ${engine}: ${failure}`),
    verdict(outcomes, expectation),
  ].join("\n\n");
}

const originOf = (isUncommitted: boolean) => (isUncommitted ? "the first engine; none is committed" : "golden.json");

/** None for a job that no engine began. */
function jobTable(job: string, outcomes: readonly Outcome[], expectation: Expectation): string[] {
  const ran = outcomes.filter(({ jobs }) => Object.hasOwn(jobs, job));
  if (ran.length === 0) return [];
  const names = [...new Set(ran.flatMap(({ jobs }) => hashesOf(jobs[job]).map(([name]) => name)))];
  const rows = ran.map(({ engine, version, jobs }) => {
    const outcome = jobs[job];
    const hashes = Object.fromEntries(hashesOf(outcome));
    return [
      engine,
      version!,
      "seconds" in outcome ? `${outcome.seconds.toFixed(1)} s` : "",
      ...names.map((name) => hashes[name]?.slice(0, SHOWN_DIGITS) ?? ""),
      judgement(outcome, expectation),
    ];
  });
  return [table([[job, "version", "time", ...names, ""], ...rows])];
}

function judgement(outcome: JobOutcome, expectation: Expectation): string {
  if ("failure" in outcome) return `FAILED: ${outcome.failure}`;
  return agrees(outcome, expectation) ? "as expected" : "DIFFERS";
}

function verdict(outcomes: readonly Outcome[], expectation: Expectation): string {
  const ran = outcomes.filter(({ missing }) => missing === undefined);
  const engines = `${ran.length} of ${outcomes.length} engines ran`;
  if (ran.length === 0) return `${engines}: nothing is shown`;
  return `${engines}: ${allAgree(ran, expectation) ? "the same bits in all of them" : "NOT the same bits"}`;
}

/** Columns two blanks apart. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column]))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
