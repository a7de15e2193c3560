import { type Command, Option } from "commander";
import { corpusOptions, jsonOption, loadingOptions } from "../options.ts";
import type { FeaturesArguments } from "../run/features.ts";
import { type Context, terminalOf } from "../terminal/terminal.ts";

export function addFeaturesCommand(program: Command, context: Context): void {
  const command = program
    .command("features")
    .summary("write the features of a folder of recordings")
    .description("Writes the features of a folder of recordings as one matrix that NumPy reads.")
    .argument("<folder>", "holds recordings, labelled or not, in any folders")
    .requiredOption("--out <folder>", "where it is written; earlier features there are replaced")
    .option("--recipe <name|file>", "whose features: default, nano, kaggle, mfcc or demo, or a JSON file", "default")
    .addOption(new Option("--model <file>", "a bundle, whose features are made").conflicts("recipe"));
  for (const option of [...corpusOptions(), ...loadingOptions(), jsonOption()]) command.addOption(option);
  command
    .addHelpText("after", EXAMPLES)
    .action(async (folder: string, { json, ...options }: FeaturesArguments & { json?: true }) => {
      const { features } = await import("../run/features.ts");
      await features(folder, options, context.signal, terminalOf(context, json));
    });
}

const EXAMPLES = `
Writes features.npy, float32 [frames of all recordings, coefficients], after the
recipe's trimming and averaging and before its cropping and normalization;
index.csv, which rows are whose; and features.json, the recipe's specification.
What was made before comes from the cache.

Examples:
  $ undertone features ravdess --out ravdess-features
  $ undertone features calls --model runs/first/model.undertone --out calls-features
  >>> matrix = numpy.load("ravdess-features/features.npy", mmap_mode="r")
  >>> matrix[firstFrame : firstFrame + nFrames]         a recording's rows, by index.csv`;
