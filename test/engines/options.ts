import { parseArgs } from "node:util";
import { ENGINES } from "./engines/engines.ts";
import { JOBS } from "./jobs/jobs.ts";

export interface Options {
  engines: string[];
  /** whether engines were asked for by name: then each must run */
  named: boolean;
  jobs: string[];
  epochs: number;
  mayInstall: boolean;
  json: boolean;
  writeGolden: boolean;
}

export const HELP = `Usage: npm run engines -- [options]

Runs the same jobs in several JavaScript engines and compares what they compute, bit by bit. Engines that are not there are
installed: packages of npm into test/engines/tools, and for root on Debian packages of the distribution.

  --only ENGINES   of ${ENGINES.map(({ name }) => name).join(",")}; each must then be there
  --jobs JOBS      of ${Object.keys(JOBS).join(",")}
  --epochs N       of the training; the committed result is for 30, which is the default
  --no-install     take what is there
  --json           the result as JSON
  --write-golden   write what the engines agree upon to golden.json
  --help

Ends with 0 if all engines that are there agree with golden.json, with 1 if not.`;

/**
 * The options of the command; "help" where it was asked for.
 *
 * @throws RangeError, or TypeError of node:util, saying what is wrong
 */
export function optionsFrom(args: readonly string[]): Options | "help" {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: "string" },
      jobs: { type: "string" },
      epochs: { type: "string", default: "30" },
      "no-install": { type: "boolean", default: false },
      json: { type: "boolean", default: false },
      "write-golden": { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  if (values.help) return "help";
  const epochs = Number(values.epochs);
  if (!Number.isInteger(epochs) || epochs < 1) {
    throw new RangeError(`epochs is ${values.epochs}, expected a whole number from 1`);
  }
  return {
    engines: chosen(
      "only",
      values.only,
      ENGINES.map(({ name }) => name),
    ),
    named: values.only !== undefined,
    jobs: chosen("jobs", values.jobs, Object.keys(JOBS)),
    epochs,
    mayInstall: !values["no-install"],
    json: values.json,
    writeGolden: values["write-golden"],
  };
}

/** Those of `known` that a comma-separated list names, in the order of `known`; all without a list. */
function chosen(option: string, list: string | undefined, known: string[]): string[] {
  const asked = list?.split(",").map((name) => name.trim()) ?? known;
  const unknown = asked.filter((name) => !known.includes(name));
  if (unknown.length > 0)
    throw new RangeError(`${option} is ${unknown.join(",")}, expected some of ${known.join(",")}`);
  return known.filter((name) => asked.includes(name));
}
