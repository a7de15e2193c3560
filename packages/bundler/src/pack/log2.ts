/** log₂ x for a normal x > 0, to 1e-8, by additions and multiplications: of Math.log2 each engine has its own last bits. */
export function log2(x: number): number {
  let exponent = 0;
  let mantissa = x;
  for (; mantissa >= 2; mantissa /= 2) exponent++;
  for (; mantissa < 1; mantissa *= 2) exponent--;
  // ln m = 2 artanh t by its series, t = (m - 1) / (m + 1) from 0 to 1/3.
  const t = (mantissa - 1) / (mantissa + 1);
  let sum = 0;
  for (let k = 15; k >= 1; k -= 2) sum = sum * t * t + 1 / k;
  return exponent + 2 * t * sum * Math.LOG2E;
}
