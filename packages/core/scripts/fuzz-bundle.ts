// Mutates bundles of every dtype and reads them, to find whatever is neither a BundleError nor the model that the bytes say.
// Usage, in the root, with a heap of 64 MB, beyond which Node ends by itself:
//   node --max-old-space-size=64 --conditions=@undertone/source --import tsx packages/core/scripts/fuzz-bundle.ts [mutations = 1000000] [seed = 1]
//
// Most mutations get their length and SHA-256 made right again, so that what lies behind is read; where only the hash of the
// weights is left to stop a model, it is put right, too. What is read must encode to the very bytes; without a new SHA-256 it
// must be the model that was mutated. No allocation may exceed MOST_BYTES_PER_BYTE times the file, and no reading LONGEST_MS.
//
// A million mutations found nothing: 700000 of seed 20261123, and 300000 of seed 20261124, of which 8958 read as the model that was
// mutated, 13389 as another, sound one, and 277653 ended in a BundleError; at most 0.79 bytes allocated a byte of the file, 154 ms
// for the longest reading on a machine with three times as much to do as cores, 153 MB resident.
import { type Bundle, BundleError, decodeBundle, encodeBundle, randomAt } from "@undertone/core";
import { bundles } from "./forgeable-bundles.ts";
import { watchAllocations } from "./largest-allocation.ts";
import { mutated, rehashed } from "./mutate-bundle.ts";

/** Float32 for each 6-bit code is 5.3; no tensor is larger than its file. */
const MOST_BYTES_PER_BYTE = 6;
const LONGEST_MS = 200;

const nMutations = Number(process.argv[2] ?? 1_000_000);
const seed = Number(process.argv[3] ?? 1);
const files = bundles().map((bundle) => encodeBundle(bundle));

const watch = watchAllocations();
const reasons = new Map<string, number>();
let [nIdentical, nForged, mostPerByte, longest] = [0, 0, 0, 0];
const heapBefore = process.memoryUsage().rss;
const begun = performance.now();
for (let i = 0; i < nMutations; i++) {
  const random = randomAt(seed, "synthesize", { step: i });
  const original = files[random.below(files.length)];
  const { bytes, isSealed } = mutated(original, random);
  const fail = (what: string): never => {
    throw new Error(`mutation ${i} of seed ${seed}: ${what}: ${Buffer.from(bytes).toString("base64")}`);
  };
  const [outcome, ms] = read(bytes, fail);
  // Where other processes made it wait, the CPU time of another reading tells.
  const busy =
    ms > LONGEST_MS
      ? Math.min(
          ms,
          cpuTime(() => read(bytes.slice(), fail)),
        )
      : ms;
  longest = Math.max(longest, busy);
  if (busy > LONGEST_MS) fail(`took ${busy} ms`);
  if ((i + 1) % 100_000 === 0)
    console.error(`${i + 1} mutations in ${((performance.now() - begun) / 1000).toFixed(0)} s`);
  if (typeof outcome === "string") {
    const reason = outcome.replace(/"[^"]*"|[0-9a-f]{64}/g, "...").replace(/-?\d+(\.\d+)?(e[+-]?\d+)?/g, "#");
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
    continue;
  }
  if (Buffer.compare(encodeBundle(outcome), bytes) !== 0) fail("encodes to other bytes");
  if (Buffer.compare(bytes, original) === 0) nIdentical++;
  else if (isSealed) nForged++;
  else fail("was read although its SHA-256 is that of other bytes");
}
const seconds = (performance.now() - begun) / 1000;

console.log(
  `${nMutations} mutations of seed ${seed} in ${seconds.toFixed(0)} s; the longest reading took ${longest.toFixed(1)} ms`,
);
console.log(
  `largest allocation: ${mostPerByte.toFixed(2)} bytes a byte of the file, expected at most ${MOST_BYTES_PER_BYTE}`,
);
console.log(`resident memory: ${mb(heapBefore)} before, ${mb(process.resourceUsage().maxRSS * 1024)} at most`);
console.log(
  `${nIdentical} identical, ${nForged} other models with a SHA-256 of their own, each encoding to the very bytes`,
);
console.log(`${[...reasons.values()].reduce((sum, count) => sum + count, 0)} refused with BundleError, by reason:`);
for (const [reason, count] of [...reasons].sort(([, a], [, b]) => b - a)) console.log(`${count}\t${reason}`);

/** The model, or the reason why there is none; and how long it took. A wrong hash of the weights is put right in `bytes`. */
function read(bytes: Uint8Array, fail: (what: string) => never): [Bundle | string, number] {
  for (;;) {
    watch.largest();
    const start = performance.now();
    const outcome = decoded(bytes, fail);
    const ms = performance.now() - start;
    // Of very short files the constant parts of reading weigh most: the state of a SHA-256.
    const perByte = watch.largest() / Math.max(1024, bytes.length);
    mostPerByte = Math.max(mostPerByte, perByte);
    if (perByte > MOST_BYTES_PER_BYTE) fail(`allocated ${perByte.toFixed(1)} bytes for each of its own`);
    const wrong =
      typeof outcome === "string" && /^training\.weightsSha256 is (\w{64}), expected (\w{64}) /.exec(outcome);
    if (!wrong) return [outcome, ms];
    const at = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).indexOf(wrong[1]);
    bytes.set(new TextEncoder().encode(wrong[2]), at);
    rehashed(bytes);
  }
}

function decoded(bytes: Uint8Array, fail: (what: string) => never): Bundle | string {
  try {
    return decodeBundle(bytes);
  } catch (error) {
    if (error instanceof BundleError) return error.reason;
    return fail(String((error as Error).stack));
  }
}

/** In ms. */
function cpuTime(body: () => unknown): number {
  const start = process.cpuUsage();
  body();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
}

function mb(byteLength: number): string {
  return `${(byteLength / 1e6).toFixed(0)} MB`;
}
