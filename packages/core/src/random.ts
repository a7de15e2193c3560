/**
 * What a random stream is for. The purpose is part of the key, so no two uses ever draw the same numbers.
 * The codes are part of the format: renumbering them changes every seeded result.
 */
export const PURPOSES = {
  initialize: 1,
  split: 2,
  shuffle: 3,
  dropout: 4,
  augment: 5,
  synthesize: 6,
  bootstrap: 7,
  copy: 8,
} as const;

export type Purpose = keyof typeof PURPOSES;

/** Where in a run a draw is made. Every coordinate is a whole number from 0 to 2³² - 1; left out means 0. */
export interface RandomAddress {
  epoch?: number;
  step?: number;
  utterance?: number;
}

/** A source of random numbers whose whole sequence follows from its address. */
export interface Random {
  /** the next 32 random bits, 0 to 2³² - 1 */
  uint32(): number;
  /** uniform in [0, 1), a multiple of 2⁻³² */
  uniform(): number;
  /** uniform in [low, high) */
  between(low: number, high: number): number;
  /** a whole number from 0 to n - 1, each as likely (by rejection) */
  below(n: number): number;
}

const wide = (name: string, value: number): number => {
  if (!Number.isInteger(value) || value < 0 || value > 0xffffffff) {
    throw new RangeError(`${name} is ${value}, expected a whole number from 0 to 4294967295`);
  }
  return value;
};

/**
 * The random stream at (seed, purpose, epoch, step, utterance): any draw can be made again alone, in any order, in any
 * worker. Philox4x32-10 with key (seed, purpose) and counter (block, epoch, step, utterance).
 *
 * @throws RangeError unless seed and the coordinates are whole numbers from 0 to 2³² - 1
 */
export function randomAt(seed: number, purpose: Purpose, address: RandomAddress = {}): Random {
  const { epoch = 0, step = 0, utterance = 0 } = address;
  const key = [wide("seed", seed), PURPOSES[purpose]] as const;
  const counter: [number, number, number, number] = [
    0,
    wide("epoch", epoch),
    wide("step", step),
    wide("utterance", utterance),
  ];
  let block = new Uint32Array(0);
  let next = 0;
  const random: Random = {
    uint32() {
      if (next === block.length) {
        block = philox4x32(counter, key);
        counter[0]++;
        next = 0;
      }
      return block[next++];
    },
    uniform: () => random.uint32() / 2 ** 32,
    between: (low, high) => low + (high - low) * random.uniform(),
    below(n) {
      if (!Number.isInteger(n) || n < 1 || n > 2 ** 32) {
        throw new RangeError(`n is ${n}, expected a whole number from 1 to 4294967296`);
      }
      const limit = 2 ** 32 - (2 ** 32 % n);
      for (;;) {
        const word = random.uint32();
        if (word < limit) return word % n;
      }
    },
  };
  return random;
}

/** Returns the items in an order drawn from `random` (Fisher–Yates). */
export function shuffled<T>(items: Iterable<T>, random: Random): T[] {
  const order = [...items];
  for (let last = order.length - 1; last > 0; last--) {
    const pick = random.below(last + 1);
    [order[last], order[pick]] = [order[pick], order[last]];
  }
  return order;
}

/**
 * Philox4x32-10: ten rounds of multiplication and exchange turn a counter into four random words.
 * Salmon, Moraes, Dror & Shaw, "Parallel random numbers: as easy as 1, 2, 3" (SC 2011); multipliers and Weyl
 * constants are the paper's.
 *
 * @param counter  four 32-bit words
 * @param key      two 32-bit words
 * @returns        four random 32-bit words
 */
export function philox4x32(
  counter: readonly [number, number, number, number],
  key: readonly [number, number],
): Uint32Array<ArrayBuffer> {
  let [c0, c1, c2, c3] = counter;
  let [k0, k1] = key;
  for (let round = 0; round < 10; round++) {
    const high0 = multiplyHigh(0xd2511f53, c0);
    const low0 = Math.imul(0xd2511f53, c0) >>> 0;
    const high1 = multiplyHigh(0xcd9e8d57, c2);
    const low1 = Math.imul(0xcd9e8d57, c2) >>> 0;
    c0 = (high1 ^ c1 ^ k0) >>> 0;
    c1 = low1;
    c2 = (high0 ^ c3 ^ k1) >>> 0;
    c3 = low0;
    k0 = (k0 + 0x9e3779b9) >>> 0;
    k1 = (k1 + 0xbb67ae85) >>> 0;
  }
  return Uint32Array.of(c0, c1, c2, c3);
}

/** The upper 32 bits of a 32 by 32-bit product, from 16-bit halves: a double holds only 53 bits. */
function multiplyHigh(a: number, b: number): number {
  const aLow = a & 0xffff;
  const aHigh = a >>> 16;
  const bLow = b & 0xffff;
  const bHigh = b >>> 16;
  const middle = aHigh * bLow + ((aLow * bLow) >>> 16);
  const carry = aLow * bHigh + (middle & 0xffff);
  return aHigh * bHigh + Math.floor(middle / 0x10000) + Math.floor(carry / 0x10000);
}
