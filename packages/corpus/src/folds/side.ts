const SIDE: unique symbol = Symbol("side");

export type SideName = "train" | "validation" | "test";

/**
 * Utterances that a division put on one side. Only a division makes one: the mark is known to this file alone, so that no
 * list of utterances, and no other side, passes for it, neither to the compiler nor at run time.
 */
export type Side<T, Name extends SideName> = readonly T[] & { readonly [SIDE]: Name };

/** What may be fitted on: weights, statistics, class weights. */
export type TrainingSide<T> = Side<T, "train">;
/** What may decide between models: the epoch that is kept, a temperature. */
export type ValidationSide<T> = Side<T, "validation">;
/** What a model is judged by, and by nothing that was fitted on it. */
export type TestSide<T> = Side<T, "test">;

/** Marks utterances as a side's; for divisions alone. The list is a frozen copy. */
export function sideOf<T, Name extends SideName>(name: Name, utterances: readonly T[]): Side<T, Name> {
  const side = [...utterances];
  Object.defineProperty(side, SIDE, { value: name });
  return Object.freeze(side) as readonly T[] as Side<T, Name>;
}

/** What `change` makes of each utterance, on the same side. */
export function mapSide<T, U, Name extends SideName>(
  side: Side<T, Name>,
  change: (utterance: T, index: number) => U,
): Side<U, Name> {
  return sideOf(nameOf(side) as Name, side.map(change));
}

/** @throws TypeError unless a division made `side`, as its `name` side: for callers that no compiler stops */
export function assertSide<Name extends SideName>(side: readonly unknown[], name: Name): void {
  const found = nameOf(side);
  if (found === name) return;
  const what = found === undefined ? "no side of a fold" : `the ${found} side of a fold`;
  throw new TypeError(`${name} is ${what}, expected its ${name} side`);
}

function nameOf(side: readonly unknown[]): SideName | undefined {
  return (side as Partial<Side<unknown, SideName>> | undefined)?.[SIDE];
}
