import { randomAt, shuffled } from "@undertone/core";

/**
 * Divides an epoch's examples into batches: all of them once, in an order drawn for this epoch, in
 * max(1, round(n / batchSize)) batches whose sizes differ by at most one.
 *
 * @returns indices of examples, batch by batch
 */
export function drawBatches(nExamples: number, batchSize: number, seed: number, epoch: number): number[][] {
  const order = shuffled(Array(nExamples).keys(), randomAt(seed, "shuffle", { epoch }));
  const nBatches = batchesPerEpoch(nExamples, batchSize);
  const startOf = (batch: number) => Math.floor((batch * nExamples) / nBatches);
  return Array.from({ length: nBatches }, (_, batch) => order.slice(startOf(batch), startOf(batch + 1)));
}

export function batchesPerEpoch(nExamples: number, batchSize: number): number {
  return Math.max(1, Math.round(nExamples / batchSize));
}
