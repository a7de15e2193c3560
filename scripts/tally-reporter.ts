import { writeFileSync } from "node:fs";
import type { Reporter, SerializedError, TestModule } from "vitest/node";

/** Tests by how they ended. */
export interface Tally {
  passed: number;
  failed: number;
  skipped: number;
}

/**
 * Counts the tests of all projects. A module that fails without a failing test, by its imports or a hook, counts as one
 * failed test, and so does every error outside of all tests.
 */
export function tallyOf(modules: readonly TestModule[], unhandledErrors: readonly SerializedError[]): Tally {
  const tally: Tally = { passed: 0, failed: unhandledErrors.length, skipped: 0 };
  for (const module of modules) {
    const states = [...module.children.allTests()].map((test) => test.result().state);
    const count = (state: string) => states.filter((one) => one === state).length;
    tally.passed += count("passed");
    tally.skipped += count("skipped");
    tally.failed += count("failed") || (module.ok() ? 0 : 1);
  }
  return tally;
}

/** Vitest's reporter that writes the tally as JSON to the file named by TALLY_FILE. */
export default class TallyReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly SerializedError[]): void {
    writeFileSync(process.env.TALLY_FILE!, JSON.stringify(tallyOf(modules, unhandledErrors)));
  }
}
