import type { Command } from "commander";
import { corpusOptions, jsonOption, loadingOptions } from "../options.ts";
import type { EvaluateArguments } from "../run/evaluate.ts";
import { type Context, terminalOf } from "../terminal/terminal.ts";

export function addEvaluateCommand(program: Command, context: Context): void {
  const command = program
    .command("evaluate")
    .summary("measure a model on a folder of recordings")
    .description("Measures a model on a folder of recordings, leaving out the speakers it was trained on.")
    .argument("<model>", "a bundle, *.undertone")
    .argument("<folder>", "holds one corpus or several, in any folders")
    .option("--seen-speakers", "include the speakers the model was trained on; every number then says so")
    .option("--report <file>", "write an HTML page of it, too")
    .option("--out <file>", "where the numbers are written (default: MODEL-on-FOLDER.json beside the model)");
  for (const option of [...corpusOptions(), ...loadingOptions(), jsonOption()]) command.addOption(option);
  command
    .addHelpText("after", EXAMPLES)
    .action(async (model: string, folder: string, options: EvaluateArguments & { json?: true }) => {
      const { json, ...evaluateArguments } = options;
      const { evaluate } = await import("../run/evaluate.ts");
      await evaluate(model, folder, evaluateArguments, context, terminalOf(context, json));
    });
}

const EXAMPLES = `
Examples:
  $ undertone evaluate runs/first/model.undertone emodb
  $ undertone evaluate runs/first/model.undertone ravdess --seen-speakers --out seen.json`;
