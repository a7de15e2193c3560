import type { Command } from "commander";
import { jsonOption, wholeNumber } from "../options.ts";
import { type Context, terminalOf } from "../terminal/terminal.ts";

export function addRecognizeCommand(program: Command, context: Context): void {
  program
    .command("recognize")
    .summary("say which emotion each recording expresses")
    .description("Says which emotion each recording expresses.")
    .argument(
      "<files...>",
      "recordings, or folders of them: WAV, AIFF, FLAC, MP3, Ogg, whatever their rate and channels",
    )
    .option("--model <file>", "a bundle, *.undertone (default: the one that comes with Undertone)")
    .option("--top <n>", "how many labels to name for each file", wholeNumber("top", 1, 1000), 3)
    .addOption(jsonOption())
    .addHelpText("after", EXAMPLES)
    .action(async (files: string[], options: { model?: string; top: number; json?: true }) => {
      const { model, top, json } = options;
      const { recognize } = await import("../run/recognize.ts");
      await recognize(files, { model, top }, context.signal, terminalOf(context, json));
    });
}

const EXAMPLES = `
A file that cannot be read is told of on stderr; the others go on, and the exit
code is 1. A name that begins with a dash goes behind --, or as ./-name.

Examples:
  $ undertone recognize question.wav
  $ undertone recognize --model undertone-demo/model.undertone question.wav
  $ undertone recognize --model runs/first/model.undertone calls --json > calls.json`;
