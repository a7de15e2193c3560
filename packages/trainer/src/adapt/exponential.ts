/** Steps at which Taylor's series for |x| <= 1/16 has ended: 1/16¹⁰ / 10! is 3e-19. */
const N_TERMS = 10;

/**
 * e^x within 1e-13 of itself for x from -30 to 0, and 0 below -700: Taylor's series of x / 2^k, squared k times. By additions,
 * multiplications and divisions alone, since Math.exp differs between engines.
 */
export function exponential(x: number): number {
  if (x < -700) return 0;
  let nHalvings = 0;
  let part = x;
  for (; Math.abs(part) > 1 / 16; part /= 2) nHalvings++;
  let sum = 1;
  let term = 1;
  for (let n = 1; n <= N_TERMS; n++) {
    term *= part / n;
    sum += term;
  }
  for (; nHalvings > 0; nHalvings--) sum *= sum;
  return sum;
}
