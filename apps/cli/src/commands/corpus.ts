import type { Command } from "commander";
import { corpusOptions, foldsOption, jsonOption, loadingOptions, protocolOption } from "../options.ts";
import type { CorpusCommandArguments } from "../run/corpus.ts";
import { type Context, terminalOf } from "../terminal/terminal.ts";

export function addCorpusCommand(program: Command, context: Context): void {
  const command = program
    .command("corpus")
    .summary("show what a folder of recordings holds")
    .description(
      "Shows what a folder of recordings holds: corpora, speakers, labels, and what was left out and why. Then listens to all of it: duplicates, also under another level, cut or encoded again, silent and clipped files, and what a division would have on both sides.",
    )
    .argument("<folders...>", "each holds one corpus or several, in any folders");
  for (const option of [...corpusOptions(), protocolOption(), foldsOption(), ...loadingOptions(), jsonOption()]) {
    command.addOption(option);
  }
  command
    .option("--export <file>", "write labels and speakers as metadata.csv or metadata.jsonl, as audiofolder has them")
    .option("--no-audit", "look at names alone, open nothing")
    .option("--unsound", "no error if the division that is audited is unsound");
  command
    .addHelpText("after", EXAMPLES)
    .action(async (folders: string[], options: CorpusCommandArguments & { json?: true }) => {
      const { json, ...corpusArguments } = options;
      const { corpus } = await import("../run/corpus.ts");
      await corpus(folders, corpusArguments, context.signal, terminalOf(context, json));
    });
}

const EXAMPLES = `
Examples:
  $ undertone corpus ravdess
  $ undertone corpus recordings --manifest recordings/labels.csv
  $ undertone corpus recordings --export recordings/metadata.csv
  $ undertone corpus recordings --adapter folder-speaker    as in recordings/angry/anna/take-1.wav`;
