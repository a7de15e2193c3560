import { type Command, Option } from "commander";
import { jsonOption, wholeNumber } from "../options.ts";
import type { BenchArguments } from "../run/bench.ts";
import { type Context, terminalOf } from "../terminal/terminal.ts";

export function addBenchCommand(program: Command, context: Context): void {
  program
    .command("bench")
    .summary("time feature extraction stage by stage")
    .description("Times feature extraction stage by stage on this machine.")
    .argument("[files...]", "recordings, or folders of them (default: synthetic ones at 48 kHz)")
    .addOption(new Option("--seconds <n>", "how long to measure").argParser(wholeNumber("seconds", 1, 3600)).default(5))
    .option("--recipe <name|file>", "whose features are extracted", "mfcc")
    .addOption(jsonOption())
    .addHelpText("after", EXAMPLES)
    .action(async (files: string[], { json, ...options }: BenchArguments & { json?: true }) => {
      const { bench } = await import("../run/bench.ts");
      await bench(files, options, context.signal, terminalOf(context, json));
    });
}

const EXAMPLES = `
Examples:
  $ undertone bench
  $ undertone bench ravdess/Actor_01 --seconds 20 --recipe default
  $ undertone bench --json > bench.json`;
