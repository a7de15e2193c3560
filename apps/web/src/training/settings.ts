import type { Protocol } from "@undertone/corpus";
import best from "@undertone/recipes/default.json" with { type: "json" };
import demo from "@undertone/recipes/demo.json" with { type: "json" };
import kaggle from "@undertone/recipes/kaggle.json" with { type: "json" };
import mfcc from "@undertone/recipes/mfcc.json" with { type: "json" };
import nano from "@undertone/recipes/nano.json" with { type: "json" };
import type { TrainingChoice } from "./services.ts";

/** The corpus and division of `undertone demo`, by which a page gives the command's weights. */
export const DEMO = { nSpeakers: 24, utterancesPerClass: 4, seed: 1, folds: 4, validationSpeakers: 3 } as const;

/** Of every recipe offered here. */
export const SAMPLE_RATE = 16_000;

/** Recipes that need nothing but the corpus. */
export interface OfferedRecipe {
  name: string;
  epochs: number;
  seed: number;
  /** what it is for */
  says: string;
}

export const RECIPES: readonly OfferedRecipe[] = [
  { ...ofRecipe(demo), says: "small and quick" },
  { ...ofRecipe(nano), says: "for small devices" },
  { ...ofRecipe(best), says: "the best, and the slowest" },
  { ...ofRecipe(mfcc), says: "cepstra, as in older work" },
  { ...ofRecipe(kaggle), says: "as public notebooks do it" },
];

/** The protocols, in the order that they are offered in. */
export const PROTOCOLS: readonly { protocol: Protocol; says: string }[] = [
  { protocol: "speaker", says: "unseen voices" },
  { protocol: "speaker-text", says: "unseen voices and sentences" },
  { protocol: "corpus", says: "one corpus by the others" },
  { protocol: "clip", says: "the same voices" },
  { protocol: "leaky", says: "copies on both sides" },
];

/** How the page calls the corpus of `undertone demo`. */
export const SYNTHETIC_NAME = "Synthetic voices";

/** The recipe of a name. */
export function offered(name: string): OfferedRecipe {
  return RECIPES.find((one) => one.name === name)!;
}

/** Whether a protocol divides without being told into how many parts. */
export const hasOwnFolds = (protocol: Protocol): boolean => protocol === "corpus" || protocol === "leaky";

/** That of `undertone demo` for its corpus; for others what `undertone train` does, but for the quickest recipe and one fold. */
export function firstChoice(corpus: { name: string; nSpeakers: number }): TrainingChoice {
  const { name: recipe, epochs, seed } = RECIPES[0];
  const common = { recipe, epochs, seed, protocol: "speaker", allFolds: false, unsound: false } as const;
  if (corpus.name === SYNTHETIC_NAME) {
    return { ...common, folds: DEMO.folds, validationSpeakers: DEMO.validationSpeakers };
  }
  return { ...common, folds: Math.min(5, Math.max(2, corpus.nSpeakers)), validationSpeakers: null };
}

function ofRecipe({ name, epochs, seed }: { name: string; epochs: number; seed: number }) {
  return { name, epochs, seed };
}
