import { type Random, shuffled } from "@undertone/core";
import { byCodeUnits } from "../paths.ts";

/**
 * Deals items out to hands, one stratum after the other and each in drawn order: of every stratum, and of all, two hands
 * differ by at most one item. The items' own order does not matter.
 *
 * @param stratumOf  by item; strata are taken in code-unit order, and so are items before they are shuffled
 * @returns          the hand of each item, 0 to nHands - 1
 */
export function deal(stratumOf: ReadonlyMap<string, string>, nHands: number, random: Random): Map<string, number> {
  const order = strata(stratumOf, random).flat();
  return new Map(order.map((item, i) => [item, i % nHands]));
}

/**
 * Draws items so that each stratum is there in its share: item i of a shuffled stratum of n stands at (i + ½) / n, and the
 * first `count` are taken.
 */
export function drawProportionally(stratumOf: ReadonlyMap<string, string>, count: number, random: Random): Set<string> {
  const placed = strata(stratumOf, random).flatMap((items) =>
    items.map((item, i) => ({ item, place: (i + 0.5) / items.length })),
  );
  placed.sort((a, b) => a.place - b.place);
  return new Set(placed.slice(0, count).map(({ item }) => item));
}

function strata(stratumOf: ReadonlyMap<string, string>, random: Random): string[][] {
  const names = [...new Set(stratumOf.values())].sort(byCodeUnits);
  const items = [...stratumOf.keys()].sort(byCodeUnits);
  return names.map((name) =>
    shuffled(
      items.filter((item) => stratumOf.get(item) === name),
      random,
    ),
  );
}
