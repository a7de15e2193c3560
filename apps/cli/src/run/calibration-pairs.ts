import { assignedFold, type Divisible, type Fold, type FoldPlan } from "@undertone/corpus";

// A fold's temperature must be fitted on speakers that its model never heard, and must owe nothing to those it is tested
// on. Where a validation side is held out, it serves. Where none is, the other folds' test predictions do not: their models
// learned from this fold's test speakers. So one more model is trained for each pair of folds, on what both train on: of
// neither's test speakers it knows anything, so its predictions for those of the one give the temperature of the other. With
// n folds that is n / 2 trainings more, rounded up, each a little shorter than a fold's; no fold gives up a speaker. The
// model of a pair heard fewer speakers than a fold's and is, if anything, a little surer of itself than it should be.

/** The fold that calibrates fold `i` of `n`, from 0: 0 and 1 each other, 2 and 3, ...; the last of an odd number has the one before. */
export function partnerOf(i: number, n: number): number {
  return i % 2 === 1 || i + 1 === n ? i - 1 : i + 1;
}

/** The training of a pair of folds: on what both train on, tested on what either tests. */
export function pairFold<U extends Divisible>({ folds, protocol }: FoldPlan<U>, i: number): Fold<U> {
  const [first, second] = [i, partnerOf(i, folds.length)].sort((a, b) => a - b);
  const shared = new Set(folds[second].train.map(({ path }) => path));
  const parts = {
    name: `calibration-${first + 1}-${second + 1}`,
    train: folds[first].train.filter(({ path }) => shared.has(path)),
    test: [...folds[first].test, ...folds[second].test],
  };
  return assignedFold(parts, protocol);
}
