import { Command, CommanderError } from "commander";
import { addAdaptCommand } from "./commands/adapt.ts";
import { addBenchCommand } from "./commands/bench.ts";
import { addBundleCommand } from "./commands/bundle.ts";
import { addCacheCommand } from "./commands/cache.ts";
import { addCompareCommand } from "./commands/compare.ts";
import { addCorpusCommand } from "./commands/corpus.ts";
import { addDemoCommand } from "./commands/demo.ts";
import { addEvaluateCommand } from "./commands/evaluate.ts";
import { addFeaturesCommand } from "./commands/features.ts";
import { addInspectCommand } from "./commands/inspect.ts";
import { addRecognizeCommand } from "./commands/recognize.ts";
import { addReportCommand } from "./commands/report.ts";
import { addTrainCommand } from "./commands/train.ts";
import { addWebCommand } from "./commands/web.ts";
import { explained, WRONG_USAGE } from "./errors.ts";
import { type Context, terminalOf } from "./terminal/terminal.ts";
import { VERSION } from "./version.ts";

/** Runs one command line and returns the process's exit code; whatever is thrown has been told on stderr. */
export async function run(context: Context): Promise<number> {
  try {
    await programOf(context).parseAsync(context.args, { from: "user" });
    return 0;
  } catch (error) {
    // Commander has printed help, version or its complaint already.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : WRONG_USAGE;
    const { text, exitCode } = explained(error);
    terminalOf(context, true).warn(text);
    return exitCode;
  }
}

function programOf(context: Context): Command {
  const program = new Command("undertone")
    .description("Trains, judges and ships speech emotion recognition. Nothing leaves this machine.")
    .version(VERSION)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => context.stdout.write(text),
      writeErr: (text) => context.stderr.write(text),
      outputError: (text, write) => write(text.replace(/^error:/, "undertone:")),
    })
    .addHelpText("after", EXAMPLES);
  addDemoCommand(program, context);
  addCorpusCommand(program, context);
  addTrainCommand(program, context);
  addEvaluateCommand(program, context);
  addReportCommand(program, context);
  addCompareCommand(program, context);
  addBundleCommand(program, context);
  addInspectCommand(program, context);
  addRecognizeCommand(program, context);
  addAdaptCommand(program, context);
  addFeaturesCommand(program, context);
  addBenchCommand(program, context);
  addCacheCommand(program, context);
  addWebCommand(program, context);
  return program;
}

const EXAMPLES = `
Examples:
  $ undertone demo                                          everything once, on synthetic voices
  $ undertone corpus recordings                             what would be trained on
  $ undertone train recordings --out runs/first             train and test on unseen speakers
  $ undertone bundle runs/first                             one file to recognize with
  $ undertone recognize --model runs/first/model.undertone question.wav
  $ undertone web                                           the same in a page

Every command takes --json. Exit codes: 0 done, 1 failed, 2 wrong usage, 130 interrupted.`;
