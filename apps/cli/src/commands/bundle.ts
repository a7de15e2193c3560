import { DTYPES, type Dtype } from "@undertone/core";
import { type Command, Option } from "commander";
import { UsageError } from "../errors.ts";
import { jsonOption, loadingOptions, wholeNumber } from "../options.ts";
import type { BundleArguments } from "../run/bundle.ts";
import { FORMS, parseForms } from "../run/forms.ts";
import { type Context, terminalOf } from "../terminal/terminal.ts";

export function addBundleCommand(program: Command, context: Context): void {
  const command = program
    .command("bundle")
    .summary("make the files that recognize")
    .description(
      "Makes the files that recognize: a run's final model, with what the run measured; or the other forms of a bundle.",
    )
    .argument("<run>", "the folder of a run, or a bundle: model.undertone")
    .option(
      "--out <path>",
      "a folder, or one file: x.mjs, x.undertone, x.onnx, ... (default: RUN, or the bundle's folder)",
    )
    .addOption(
      new Option("--form <forms>", `some of ${FORMS.join(",")} (default: mjs,wasm,undertone)`).argParser(parseForms),
    )
    .addOption(
      new Option(
        "--weights <dtype>",
        "i6 and i8 are whole numbers with a factor a channel (default: the smallest that --max-loss allows; f32 for onnx,tfjs,safetensors)",
      ).choices(DTYPES),
    )
    .option(
      "--max-loss <points>",
      "points of UAR that the weights' dtype may cost, measured on the validation side, or else the training side",
      points,
      1,
    )
    .option("--corpus <folder>", "the recordings to measure on, where they are no longer where they were")
    .option("--fold <i>", "the model of this fold, with what was measured of it", wholeNumber("fold", 1, 10_000));
  for (const option of [...loadingOptions(), jsonOption()]) command.addOption(option);
  command
    .addHelpText("after", EXAMPLES)
    .action(async (run: string, options: BundleArguments & { weights?: Dtype; json?: true }) => {
      const { json, ...bundleArguments } = options;
      const { bundle } = await import("../run/bundle.ts");
      await bundle(run, bundleArguments, context.signal, terminalOf(context, json));
    });
}

function points(text: string): number {
  const value = /^\s*$/.test(text) ? Number.NaN : Number(text);
  if (value >= 0 && value <= 100) return value;
  throw new UsageError(`max-loss is ${text}, expected a number of points from 0 to 100`);
}

const EXAMPLES = `
Examples:
  $ undertone bundle runs/first
  $ undertone bundle runs/first --fold 2 --out second.undertone
  $ undertone bundle runs/first --form onnx,tfjs,safetensors --out exchange
  $ undertone bundle runs/first --weights i8 --max-loss 0.2
  $ undertone bundle models/default.undertone --out site/emotion.mjs`;
