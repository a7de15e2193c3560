import { isSynthetic } from "../utterance.ts";
import type { Divisible } from "./fold.ts";
import type { FoldPlan } from "./plan-folds.ts";
import { type Protocol, protocolLabel } from "./protocol.ts";

/** A fold plan as a run writes it down: paths instead of utterances. */
export interface FoldPlanJson {
  protocol: Protocol;
  protocolLabel: string;
  labels: string[];
  folds: { name: string; train: string[]; validation: string[]; test: string[] }[];
}

/** The plan as plain JSON data. */
export function foldPlanToJson<U extends Divisible>({ protocol, labels, folds }: FoldPlan<U>): FoldPlanJson {
  const paths = (utterances: readonly U[]) => utterances.map(({ path }) => path);
  return {
    protocol,
    protocolLabel: protocolLabel(protocol, isSynthetic(folds.flatMap(({ test }) => test))),
    labels,
    folds: folds.map(({ name, train, validation, test }) => ({
      name,
      train: paths(train),
      validation: paths(validation),
      test: paths(test),
    })),
  };
}
