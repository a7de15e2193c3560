import type { CorpusTable, TrainingChoice } from "./services.ts";
import { DEMO, hasOwnFolds, offered, SYNTHETIC_NAME } from "./settings.ts";

/**
 * The words of the command line that gives the same weights in a terminal; null where none does: the synthetic voices are only
 * trained there as `undertone demo` does it.
 */
export function commandOf(choice: TrainingChoice, { name }: Pick<CorpusTable, "name">): string[] | null {
  const { recipe, epochs, seed, protocol, folds, allFolds, validationSpeakers, unsound } = choice;
  const usual = offered(recipe);
  if (name === SYNTHETIC_NAME) return isDemo(choice) ? ["npx", "undertone", "demo"] : null;
  return [
    ...["npx", "undertone", "train", name, "--recipe", recipe],
    ...(epochs === usual.epochs ? [] : ["--epochs", String(epochs)]),
    ...(seed === usual.seed ? [] : ["--seed", String(seed)]),
    ...(protocol === "speaker" ? [] : ["--protocol", protocol]),
    ...(hasOwnFolds(protocol) ? [] : ["--folds", String(folds)]),
    ...(allFolds ? [] : ["--fold", "1"]),
    ...(validationSpeakers === null ? [] : ["--validation-speakers", String(validationSpeakers)]),
    ...(unsound ? ["--unsound"] : []),
  ];
}

function isDemo({ recipe, epochs, seed, protocol, folds, allFolds, validationSpeakers }: TrainingChoice): boolean {
  const usual = offered("demo");
  return (
    recipe === usual.name &&
    epochs === usual.epochs &&
    seed === usual.seed &&
    protocol === "speaker" &&
    folds === DEMO.folds &&
    !allFolds &&
    validationSpeakers === DEMO.validationSpeakers
  );
}
