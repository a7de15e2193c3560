import type { Command } from "commander";
import { jsonOption } from "../options.ts";
import type { ReportArguments } from "../run/report.ts";
import { type Context, terminalOf } from "../terminal/terminal.ts";

export function addReportCommand(program: Command, context: Context): void {
  program
    .command("report")
    .summary("make a run's report again")
    .description("Makes a run's report again: one HTML page that holds all it shows, to be read in any browser.")
    .argument("<run>", "the folder of a run, or of runs by several seeds")
    .option("--out <file>", "where it is written (default: RUN/report.html)")
    .addOption(jsonOption())
    .addHelpText("after", EXAMPLES)
    .action(async (run: string, { json, ...options }: ReportArguments & { json?: true }) => {
      const { report } = await import("../run/report.ts");
      await report(run, options, terminalOf(context, json));
    });
}

const EXAMPLES = `
Every measure is computed again from the run's predictions. The spectrograms of the
hardest utterances need the recordings where they were; without them they are left out.

Examples:
  $ undertone report runs/first
  $ undertone report runs/first --out first.html`;
