/** The corpus and division of `undertone demo`, by which a page gives the command's weights. */
export const DEMO = { nSpeakers: 24, utterancesPerClass: 4, seed: 1, folds: 4, validationSpeakers: 3 } as const;

/** Of every recipe offered here. */
export const SAMPLE_RATE = 16_000;

/** Those that need nothing but the corpus, with what each is for. */
export const RECIPES = [
  { name: "demo", epochs: 30, says: "small and quick" },
  { name: "nano", epochs: 30, says: "for small devices" },
  { name: "default", epochs: 30, says: "the best, and the slowest" },
  { name: "mfcc", epochs: 30, says: "cepstra, as in older work" },
] as const;

/** How the page calls the corpus of `undertone demo`. */
export const SYNTHETIC_NAME = "Synthetic voices";
