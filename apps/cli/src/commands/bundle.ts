import type { Command } from "commander";
import { jsonOption, wholeNumber } from "../options.ts";
import type { BundleArguments } from "../run/bundle.ts";
import { type Context, terminalOf } from "../terminal/terminal.ts";

export function addBundleCommand(program: Command, context: Context): void {
  program
    .command("bundle")
    .summary("make the one file that recognizes")
    .description("Makes the one file that recognizes: a run's final model, with what the run measured.")
    .argument("<run>", "the folder of a run")
    .option("--out <file>", "where it is written (default: RUN/model.undertone)")
    .option("--fold <i>", "the model of this fold, with what was measured of it", wholeNumber("fold", 1, 10_000))
    .addOption(jsonOption())
    .addHelpText("after", EXAMPLES)
    .action(async (run: string, options: BundleArguments & { json?: true }) => {
      const { bundle } = await import("../run/bundle.ts");
      await bundle(run, options, terminalOf(context, options.json));
    });
}

const EXAMPLES = `
Examples:
  $ undertone bundle runs/first
  $ undertone bundle runs/first --fold 2 --out second.undertone`;
