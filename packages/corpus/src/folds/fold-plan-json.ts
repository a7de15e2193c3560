import type { Divisible, Protocol } from "./fold.ts";
import type { FoldPlan } from "./plan-folds.ts";

/** A fold plan as a run writes it down: paths instead of utterances. */
export interface FoldPlanJson {
  protocol: Protocol;
  folds: { name: string; train: string[]; validation: string[]; test: string[] }[];
}

/** The plan as plain JSON data. */
export function foldPlanToJson<U extends Divisible>({ protocol, folds }: FoldPlan<U>): FoldPlanJson {
  const paths = (utterances: readonly U[]) => utterances.map(({ path }) => path);
  return {
    protocol,
    folds: folds.map(({ name, train, validation, test }) => ({
      name,
      train: paths(train),
      validation: paths(validation),
      test: paths(test),
    })),
  };
}
