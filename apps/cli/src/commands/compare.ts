import type { Command } from "commander";
import { jsonOption, wholeNumber } from "../options.ts";
import { type Context, terminalOf } from "../terminal/terminal.ts";

export function addCompareCommand(program: Command, context: Context): void {
  program
    .command("compare")
    .summary("tell whether one run is better than another")
    .description(
      "Tells whether one run is better than another on the same test utterances, or only luckier in its speakers.",
    )
    .argument("<first>", "the folder of a run, or of one by several seeds")
    .argument("<second>", "the folder of another that tested the same utterances")
    .option("--seed <n>", "of the resamples", wholeNumber("seed", 0, 0xffffffff), 1)
    .addOption(jsonOption())
    .addHelpText("after", EXAMPLES)
    .action(async (first: string, second: string, { seed, json }: { seed: number; json?: true }) => {
      const { compare } = await import("../run/compare.ts");
      await compare(first, second, seed, terminalOf(context, json));
    });
}

const EXAMPLES = `
The interval is a paired bootstrap over speakers; p is of a two-sided sign-flip test of
the speakers' differences, exact for up to 20 of them. Of several seeds (train --seeds)
the mean counts.

Examples:
  $ undertone compare runs/first runs/second
  $ undertone compare runs/default runs/mfcc --json`;
