import type { Protocol } from "@undertone/corpus";
import { Option } from "commander";
import { UsageError } from "./errors.ts";

/** What every command that reads a corpus takes. */
export interface CorpusArguments {
  manifest?: string;
  adapter: string;
  calm: "neutral" | "own" | "drop";
  boredom: "drop" | "neutral" | "sad" | "own";
}

export function corpusOptions(): Option[] {
  return [
    new Option("--manifest <csv>", "labels and speakers from a table with columns path, label and speaker").conflicts(
      "adapter",
    ),
    new Option(
      "--adapter <name>",
      "how paths are read: auto, ravdess, crema-d, tess, savee, emo-db, folder, ...",
    ).default("auto"),
    new Option("--calm <what>", "what becomes of calm; own: a label of its own")
      .choices(["neutral", "own", "drop"])
      .default("neutral"),
    new Option("--boredom <what>", "what becomes of boredom; own: a label of its own")
      .choices(["drop", "neutral", "sad", "own"])
      .default("drop"),
  ];
}

/** Here once more, so that no command that needs no corpus waits for the package. */
const PROTOCOLS: readonly Protocol[] = ["speaker", "speaker-text", "clip", "corpus", "leaky"];

export function protocolOption(): Option {
  const option = new Option("--protocol <p>", "what the test side shares with training (default: speaker)");
  return option.choices(PROTOCOLS);
}

export function foldsOption(): Option {
  return new Option(
    "--folds <n|set>",
    "how many folds, or emobox (RAVDESS), or leave-one-speaker-out (default: 5)",
  ).argParser((text) => {
    const value = Number(text);
    if (text === "emobox" || text === "leave-one-speaker-out") return text;
    if (Number.isInteger(value) && value >= 2) return value;
    throw new UsageError(`folds is ${text}, expected a whole number from 2, emobox or leave-one-speaker-out`);
  });
}

/** What every command that loads many recordings takes. Nothing of it decides a bit of what is made. */
export interface LoadingArguments {
  /** threads beside the main one; left out: one for each core */
  workers?: number | undefined;
  /** a folder; false: none; left out: the default one */
  cache?: string | false | undefined;
}

export function loadingOptions(): Option[] {
  const workers = new Option("--workers <n>", "threads that decode; 0: only the main one (default: one a core)");
  return [workers.argParser(wholeNumber("workers", 0, 256)), ...cacheOptions()];
}

export function cacheOptions(): Option[] {
  return [
    new Option(
      "--cache <folder>",
      "what was decoded is kept here (default: $XDG_CACHE_HOME or ~/.cache, in undertone)",
    ),
    new Option("--no-cache", "neither read nor write a cache"),
  ];
}

export function jsonOption(): Option {
  return new Option("--json", "print one JSON document instead of text");
}

/** The number of threads, which decides no bit of a model. */
export function workersOption(): Option {
  return new Option(
    "--workers <n>",
    "threads that decode and share a step; 0: only the main one (default: one a core, as far as the recipe's micro-batches go)",
  ).argParser(wholeNumber("workers", 0, 256));
}

/** Parses an option's value. */
export function wholeNumber(name: string, low: number, high: number): (text: string) => number {
  return (text) => {
    const value = /^\s*$/.test(text) ? Number.NaN : Number(text);
    if (Number.isInteger(value) && value >= low && value <= high) return value;
    throw new UsageError(`${name} is ${text}, expected a whole number from ${low} to ${high}`);
  };
}
