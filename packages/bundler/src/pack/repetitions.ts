import { type BitVisitor, DISTANCE, LENGTH, MATCH, N_CONTEXTS, REPEAT, visitByte, visitNumber } from "./contexts.ts";
import { log2 } from "./log2.ts";

/** A byte as it is, where `length` is 0; else `length` bytes as they stand `distance` before. */
export interface Stretch {
  length: number;
  distance: number;
}

/** Tells a visitor all bits of bytes that are cut into stretches. */
export function visitStretches(visit: BitVisitor, bytes: Uint8Array, stretches: readonly Stretch[]): void {
  let at = 0;
  let last = 0;
  let matched = 0;
  for (const { length, distance } of stretches) {
    visit(MATCH + matched, Number(length > 0));
    if (length === 0) {
      visitByte(visit, bytes, at);
    } else {
      const fresh = distance !== last;
      if (!matched && last) visit(REPEAT, Number(!fresh));
      if (matched || fresh) visitNumber(visit, DISTANCE, distance);
      visitNumber(visit, LENGTH, length);
      last = distance;
    }
    matched = Number(length > 0);
    at += length || 1;
  }
}

/** Rounds of cutting by the bits that the former round's cuts took. */
const N_ROUNDS = 8;

/** Longer stretches are tried whole only. */
const LONGEST_CUT = 64;

/** Cuts bytes into the stretches that take the fewest bits, as far as fixed chances tell. */
export function stretchesOf(bytes: Uint8Array): Stretch[] {
  const matches = matchesOf(bytes);
  let best = cut(bytes, matches, () => 1);
  for (let round = 1; round < N_ROUNDS; round++) best = cut(bytes, matches, costsOf(bytes, best));
  return best;
}

type Cost = (context: number, bit: number) => number;

/** Bits that a bit takes in a context where it is as frequent as in these stretches. */
function costsOf(bytes: Uint8Array, stretches: readonly Stretch[]): Cost {
  const counts = new Float64Array(2 * N_CONTEXTS).fill(0.4);
  visitStretches((context, bit) => counts[2 * context + bit]++, bytes, stretches);
  const costs = counts.map((count, i) => -log2(count / (count + counts[i ^ 1])));
  return (context, bit) => costs[2 * context + bit];
}

/** The cheapest way to each place, once behind a byte as it is, once behind a repetition. */
function cut(bytes: Uint8Array, matches: readonly Stretch[][], cost: Cost): Stretch[] {
  const n = bytes.length;
  const least = new Float64Array(2 * n + 2).fill(Number.POSITIVE_INFINITY);
  const from = new Int32Array(2 * n + 2);
  const distances = new Int32Array(2 * n + 2);
  const lastDistances = new Int32Array(2 * n + 2);
  least[0] = 0;
  const numberCost = numberCosts(cost);
  const reach = (origin: number, length: number, distance: number, total: number) => {
    const place = 2 * ((origin >> 1) + (length || 1)) + Number(length > 0);
    if (!(total < least[place])) return;
    least[place] = total;
    from[place] = origin;
    distances[place] = distance;
    lastDistances[place] = distance || lastDistances[origin];
  };
  const reachAll = (origin: number, { length, distance }: Stretch, shortest: number, before: number) => {
    for (let k = shortest; k <= Math.min(length, LONGEST_CUT); k++) {
      reach(origin, k, distance, before + numberCost(LENGTH, k));
    }
    if (length > LONGEST_CUT) reach(origin, length, distance, before + numberCost(LENGTH, length));
  };
  for (let at = 0; at < n; at++) {
    let literal = 0;
    visitByte((context, bit) => (literal += cost(context, bit)), bytes, at);
    for (const matched of [0, 1]) {
      const origin = 2 * at + matched;
      const base = least[origin];
      if (base === Number.POSITIVE_INFINITY) continue;
      reach(origin, 0, 0, base + cost(MATCH + matched, 0) + literal);
      const before = base + cost(MATCH + matched, 1);
      const last = lastDistances[origin];
      const mayRepeat = !matched && last > 0;
      if (mayRepeat) reachAll(origin, sameAt(bytes, at, last), 1, before + cost(REPEAT, 1));
      let shortest = 2;
      for (const match of matches[at]) {
        const fresh = before + (mayRepeat ? cost(REPEAT, 0) : 0) + numberCost(DISTANCE, match.distance);
        reachAll(origin, match, shortest, fresh);
        shortest = match.length + 1;
      }
    }
  }
  const stretches: Stretch[] = [];
  for (let place = least[2 * n] <= least[2 * n + 1] ? 2 * n : 2 * n + 1; place > 0; place = from[place]) {
    const length = place & 1 ? (place >> 1) - (from[place] >> 1) : 0;
    stretches.push({ length, distance: length && distances[place] });
  }
  return stretches.reverse();
}

/** Costs of numbers, each computed once. */
function numberCosts(cost: Cost): (context: number, value: number) => number {
  const known = new Map<number, number>();
  return (context, value) => {
    const key = 4096 * value + context;
    let total = known.get(key);
    if (total === undefined) {
      total = 0;
      visitNumber((place, bit) => (total! += cost(place, bit)), context, value);
      known.set(key, total);
    }
    return total;
  };
}

/** At each place, repetitions of two bytes and more: of each length only the nearest, the shortest first. */
function matchesOf(bytes: Uint8Array): Stretch[][] {
  const latest = new Map<number, number>();
  const earlier = new Int32Array(bytes.length).fill(-1);
  return Array.from(bytes, (byte, at) => {
    if (at + 1 === bytes.length) return [];
    const pair = 256 * byte + bytes[at + 1];
    earlier[at] = latest.get(pair) ?? -1;
    latest.set(pair, at);
    const found: Stretch[] = [];
    for (let other = earlier[at], longest = 1; other >= 0; other = earlier[other]) {
      if (bytes[other + longest] !== bytes[at + longest]) continue;
      const match = sameAt(bytes, at, at - other);
      if (match.length <= longest) continue;
      longest = match.length;
      found.push(match);
    }
    return found;
  });
}

/** How far bytes from a place on are as those `distance` before. */
function sameAt(bytes: Uint8Array, at: number, distance: number): Stretch {
  let length = 0;
  while (at + length < bytes.length && bytes[at + length] === bytes[at + length - distance]) length++;
  return { length, distance };
}
