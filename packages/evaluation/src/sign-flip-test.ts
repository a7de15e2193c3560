import type { Random } from "@undertone/core";

/** Up to so many differences all 2ⁿ signs are tried; beyond, some are drawn. */
const MOST_EXACT = 20;

/** Sums this near to the observed one count as equal to it: additions in another order differ in the last bits. */
const TOLERANCE = 1e-9;

/** How often chance alone would give a difference as large. */
export interface SignFlipTest {
  /** two-sided, above 0 to 1 */
  pValue: number;
  /** whether every choice of signs was tried */
  exact: boolean;
  /** how many choices of signs were tried */
  nTried: number;
}

/**
 * The two-sided sign-flip test (Fisher's randomization test of paired data) of whether differences have mean 0: if both of a
 * pair are as good, each difference could as well have had the other sign. The p-value is the share of all choices of signs
 * whose |sum| is at least the observed; exact for up to 20 differences, else of nDrawn drawn choices, the observed one counted
 * among them: (1 + as large) / (1 + nDrawn). 1 without differences. Fisher, "The Design of Experiments" (1935), section 21;
 * Phipson & Smyth, "Permutation p-values should never be zero" (2010), for the 1.
 *
 * @param differences  one a pair, [n], finite
 * @param random       drawn from beyond 20 differences
 * @throws RangeError if a difference is not finite, or nDrawn is not a whole number above 0
 */
export function signFlipTest(differences: readonly number[], random: Random, nDrawn = 100_000): SignFlipTest {
  const wrong = differences.findIndex((difference) => !Number.isFinite(difference));
  if (wrong >= 0) throw new RangeError(`differences[${wrong}] is ${differences[wrong]}, expected a finite number`);
  if (!Number.isInteger(nDrawn) || nDrawn < 1) {
    throw new RangeError(`nDrawn is ${nDrawn}, expected a whole number from 1`);
  }
  const observed = Math.abs(differences.reduce((sum, difference) => sum + difference, 0)) - TOLERANCE;
  if (differences.length <= MOST_EXACT) {
    const nTried = 1 << differences.length;
    return { pValue: countExact(differences, observed, 0, 0) / nTried, exact: true, nTried };
  }
  let asLarge = 1;
  for (let i = 0; i < nDrawn; i++) if (Math.abs(drawnSum(differences, random)) >= observed) asLarge++;
  return { pValue: asLarge / (1 + nDrawn), exact: false, nTried: nDrawn + 1 };
}

/** How many choices of signs from position i on end at least as far from 0. */
function countExact(differences: readonly number[], observed: number, i: number, sum: number): number {
  if (i === differences.length) return Math.abs(sum) >= observed ? 1 : 0;
  return (
    countExact(differences, observed, i + 1, sum + differences[i]) +
    countExact(differences, observed, i + 1, sum - differences[i])
  );
}

function drawnSum(differences: readonly number[], random: Random): number {
  let sum = 0;
  let bits = 0;
  for (let i = 0; i < differences.length; i++) {
    if (i % 32 === 0) bits = random.uint32();
    sum += (bits >>> (i % 32)) & 1 ? differences[i] : -differences[i];
  }
  return sum;
}
