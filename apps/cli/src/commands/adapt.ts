import type { Command } from "commander";
import { jsonOption } from "../options.ts";
import { type Context, terminalOf } from "../terminal/terminal.ts";

export function addAdaptCommand(program: Command, context: Context): void {
  program
    .command("adapt")
    .summary("fit a model to a few recordings of your own")
    .description("Fits the last layer of a model to a few recordings of your own, in seconds.")
    .argument("<folder>", "recordings, in a folder for each label")
    .option("--model <file>", "a bundle, *.undertone (default: the one that comes with Undertone)")
    .option("--out <file>", "the adapted bundle", "adapted.undertone")
    .addOption(jsonOption())
    .addHelpText("after", EXAMPLES)
    .action(async (folder: string, { json, ...options }: { model?: string; out: string; json?: true }) => {
      const { adaptModel } = await import("../run/adapt.ts");
      await adaptModel(folder, options, context.signal, terminalOf(context, json));
    });
}

const EXAMPLES = `
Where the model knows all labels, it keeps those that have no folder; where one is
of your own, it tells apart just those that have one. What is shown was measured
on clips left out; the bundle itself then holds them all, and says so.

Examples:
  $ undertone adapt clips                          clips/angry/*.wav, clips/happy/*.wav, ...
  $ undertone adapt clips --model runs/first/model.undertone --out mine.undertone
  $ undertone recognize --model mine.undertone question.wav`;
