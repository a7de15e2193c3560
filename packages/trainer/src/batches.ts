import { randomAt, shuffled } from "@undertone/core";

/**
 * Cuts items in their order into max(1, round(n / size)) parts whose lengths differ by at most one: an epoch into batches, a
 * batch into micro-batches.
 */
export function cut<T>(items: readonly T[], size: number): T[][] {
  const n = items.length;
  const nParts = partsOf(n, size);
  const startOf = (part: number) => Math.floor((part * n) / nParts);
  return Array.from({ length: nParts }, (_, part) => items.slice(startOf(part), startOf(part + 1)));
}

/** How many parts `cut` makes of n items. */
export function partsOf(n: number, size: number): number {
  return Math.max(1, Math.round(n / size));
}

/**
 * Divides an epoch's examples into batches: all of them once, in an order drawn for this epoch.
 *
 * @returns indices of examples, batch by batch
 */
export function drawBatches(nExamples: number, batchSize: number, seed: number, epoch: number): number[][] {
  return cut(shuffled(Array(nExamples).keys(), randomAt(seed, "shuffle", { epoch })), batchSize);
}
