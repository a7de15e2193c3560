import type { Command } from "commander";
import { type CorpusArguments, corpusOptions, jsonOption } from "../options.ts";
import { type Context, terminalOf } from "../terminal/terminal.ts";

export function addCorpusCommand(program: Command, context: Context): void {
  const command = program
    .command("corpus")
    .summary("show what a folder of recordings holds")
    .description("Shows what a folder of recordings holds: corpora, speakers, labels, and what was left out and why.")
    .argument("<folder>", "holds one corpus or several, in any folders");
  for (const option of [...corpusOptions(), jsonOption()]) command.addOption(option);
  command.addHelpText("after", EXAMPLES).action(async (folder: string, options: CorpusArguments & { json?: true }) => {
    const { json, ...corpusArguments } = options;
    const { corpus } = await import("../run/corpus.ts");
    await corpus(folder, corpusArguments, context.signal, terminalOf(context, json));
  });
}

const EXAMPLES = `
Examples:
  $ undertone corpus ravdess
  $ undertone corpus recordings --manifest recordings/labels.csv
  $ undertone corpus recordings --adapter folder-speaker    as in recordings/angry/anna/take-1.wav`;
