import type { Command } from "commander";
import { jsonOption } from "../options.ts";
import { type Context, terminalOf } from "../terminal/terminal.ts";

export function addDemoCommand(program: Command, context: Context): void {
  program
    .command("demo")
    .summary("do everything once, on synthetic voices")
    .description("Does everything once, on synthetic voices: trains, tests on voices never heard, bundles, recognizes.")
    .option("--out <folder>", "where it is written; an earlier demo there is replaced", "undertone-demo")
    .addOption(jsonOption())
    .addHelpText("after", EXAMPLES)
    .action(async ({ out, json }: { out: string; json?: true }) => {
      const { demo } = await import("../run/demo.ts");
      await demo(out, context, terminalOf(context, json));
    });
}

const EXAMPLES = `
Takes one to two minutes and needs no recordings.

Examples:
  $ undertone demo
  $ undertone demo --out elsewhere --json`;
