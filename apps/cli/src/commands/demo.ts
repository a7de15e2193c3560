import type { Command } from "commander";
import { jsonOption, workersOption } from "../options.ts";
import { type Context, terminalOf } from "../terminal/terminal.ts";

export function addDemoCommand(program: Command, context: Context): void {
  program
    .command("demo")
    .summary("do everything once, on synthetic voices")
    .description("Does everything once, on synthetic voices: trains, tests on voices never heard, bundles, recognizes.")
    .option("--out <folder>", "where it is written; an earlier demo there is replaced", "undertone-demo")
    .addOption(workersOption())
    .addOption(jsonOption())
    .addHelpText("after", EXAMPLES)
    .action(async ({ out, workers, json }: { out: string; workers?: number; json?: true }) => {
      const { demo } = await import("../run/demo.ts");
      await demo(out, workers, context, terminalOf(context, json));
    });
}

const EXAMPLES = `
Takes one to two minutes and needs no recordings.

Examples:
  $ undertone demo
  $ undertone demo --out elsewhere --json`;
