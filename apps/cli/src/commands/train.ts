import { type Command, Option } from "commander";
import { UsageError } from "../errors.ts";
import {
  cacheOptions,
  corpusOptions,
  foldsOption,
  jsonOption,
  type LoadingArguments,
  protocolOption,
  wholeNumber,
  workersOption,
} from "../options.ts";
import type { SeedsArguments } from "../run/train.ts";
import type { TrainArguments } from "../run/training-options.ts";
import { type Context, terminalOf } from "../terminal/terminal.ts";

export function addTrainCommand(program: Command, context: Context): void {
  const command = program
    .command("train")
    .summary("train on a folder, test on unseen speakers")
    .description("Trains on a folder of recordings and tests on speakers that the training never heard.")
    .argument("[folders...]", "each holds one corpus or several, in any folders; corpora are balanced")
    .option(
      "--resume <run>",
      "go on with a run that was stopped; takes no folder and no other option but --workers and --json",
    )
    .option("--out <folder>", "where the run is written (default: runs/FOLDER-RECIPE)")
    .option("--recipe <name|file>", "default, nano, kaggle, mfcc or demo, or a JSON file", "default")
    .addOption(foldsOption())
    .addOption(
      new Option(
        "--text-folds <n>",
        "under --protocol speaker-text, into how many parts sentences are divided (default: 2)",
      ).argParser(wholeNumber("text-folds", 2, 10_000)),
    )
    .addOption(new Option("--fold <i>", "train only this fold").argParser(wholeNumber("fold", 1, 10_000)))
    .addOption(protocolOption())
    .option("--unsound", "train although the audit finds test recordings in training; every number then says so")
    .addOption(
      new Option(
        "--validation-speakers <n>",
        "how many speakers of the training side validate (default: 15 % where the recipe chooses the epoch by them, else 0)",
      ).argParser(wholeNumber("validation-speakers", 0, 10_000)),
    )
    .option(
      "--calibrate",
      "where no speakers validate, fit temperatures by models of neither's test speakers, one more for each two folds (default: on what the other folds' models said of other speakers)",
    )
    .addOption(new Option("--seed <n>", "instead of the recipe's").argParser(wholeNumber("seed", 0, 0xffffffff)))
    .addOption(
      new Option("--seeds <list>", "one run for each seed, in the same folds: 1,2,3")
        .argParser(seedsOf)
        .conflicts("seed"),
    )
    .option("--ensemble", "with --seeds: judge the mean of all seeds' probabilities, too")
    .addOption(new Option("--epochs <n>", "instead of the recipe's").argParser(wholeNumber("epochs", 1, 10_000)))
    .addOption(
      new Option(
        "--recordings <name=folder>",
        "recordings that the recipe's augmentation names, as street noise or rooms; again for another name",
      ).argParser(namedFolder),
    )
    .option(
      "--teacher <run>",
      "a run of the same folds, by one seed or several, whose models' answers are learned with the labels",
    )
    .option("--no-final", "do not train a model of all speakers after the folds");
  for (const option of [...corpusOptions(), workersOption(), ...cacheOptions(), jsonOption()])
    command.addOption(option);
  command.addHelpText("after", EXAMPLES).action(async (folders: string[], options: Arguments) => {
    const { json, resume: run, workers, cache, ...trainArguments } = options;
    const loading = { workers, cache };
    const { resume, train } = await import("../run/train.ts");
    if (run !== undefined) {
      assertAlone(command, folders);
      return resume(run, loading, context, terminalOf(context, json));
    }
    if (folders.length === 0)
      throw new UsageError("folder is missing, expected a folder of recordings, or --resume RUN");
    await train(folders, trainArguments, loading, context, terminalOf(context, json));
  });
}

type Arguments = TrainArguments & SeedsArguments & LoadingArguments & { json?: true; resume?: string };

/** @throws UsageError if anything else is asked of a run whose folder knows what it was asked */
function assertAlone(command: Command, [folder]: readonly string[]): void {
  if (folder !== undefined) throw new UsageError(`folder is ${folder}, expected none with --resume`);
  const given = command.options.find(
    (option) =>
      !["resume", "workers", "cache", "json"].includes(option.attributeName()) &&
      command.getOptionValueSource(option.attributeName()) === "cli",
  );
  if (given) throw new UsageError(`${given.long} is given, expected no other option with --resume`);
}

const EXAMPLES = `
Protocols, and whom their numbers hold for:
  speaker        unseen voices
  speaker-text   unseen voices that say unseen sentences: each fold of speakers is
                 tested sentence by sentence, by models of the other speakers and
                 the other sentences
  corpus         each corpus by a model of all others, in the labels all have
  clip           the same voices on both sides: nobody else
  leaky          the published recipe of 96 %: copies of test clips are trained on;
                 no number of it can be quoted without that word

Writes run.json, recipe.json, corpus.json, audit.json, folds.json, metrics.json and
report.html; for each fold and the final model history.jsonl and model.undertone;
for each fold also predictions.csv and metrics.json; with --seeds a run for each,
seeds-metrics.json and a report of all. The same command twice gives the same weights; so does a
run that was stopped, by Ctrl-C, a kill or a full disk, and resumed,
by any number of workers.

Examples:
  $ undertone train ravdess
  $ undertone train ravdess --folds emobox --out runs/emobox
  $ undertone train ravdess --protocol speaker-text --folds emobox
  $ undertone train ravdess emodb tess --protocol corpus
  $ undertone train recordings --recipe my-recipe.json --seed 2
  $ undertone train ravdess --folds emobox --seeds 1,2,3 --ensemble
  $ undertone train ravdess --folds emobox --recipe nano --teacher runs/ravdess-default-seeds
  $ undertone train ravdess --calibrate                     temperatures by other speakers
  $ undertone train recordings --fold 1 --epochs 5          a quick look
  $ undertone train ravdess --recipe noisy.json --recordings street=noise/street
  $ undertone train --resume runs/emobox                    what is left of a run that was stopped`;

/** "1,2,3" as distinct whole numbers. */
function seedsOf(text: string): number[] {
  const seeds = text.split(",").map(wholeNumber("seeds", 0, 0xffffffff));
  if (new Set(seeds).size < seeds.length) throw new UsageError(`seeds are ${text}, expected each once`);
  return seeds;
}

/** Adds NAME=FOLDER to what was given before. */
function namedFolder(text: string, before: Record<string, string> = {}): Record<string, string> {
  const [, name, folder] = /^([^=]+)=(.+)$/.exec(text) ?? [];
  if (name === undefined) throw new UsageError(`recordings is ${text}, expected NAME=FOLDER`);
  if (Object.hasOwn(before, name)) throw new UsageError(`recordings is ${text}, expected each name once`);
  return { ...before, [name]: folder };
}
