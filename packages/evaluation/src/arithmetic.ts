// Math.exp and Math.log differ between engines in the last bits. What is here is made of + - * / alone, which do not: a
// temperature becomes part of a model's weights, and a report has the same bytes everywhere.

/** ln 2 in two parts (fdlibm's), the first with so few bits that its product with an exponent is exact. */
const LN2_HIGH = 0.6931471803691238;
const LN2_LOW = 1.9082149292705877e-10;

/** e^x, to 1e-14 of itself: 2^whole by doubling, the rest by its Taylor series; 0 below -700. For x up to 700. */
export function exponential(x: number): number {
  if (x < -700) return 0;
  const whole = Math.floor(x / Math.LN2 + 0.5);
  const y = x - whole * LN2_HIGH - whole * LN2_LOW;
  let power = 1;
  for (let degree = 14; degree >= 1; degree--) power = 1 + (power * y) / degree;
  for (let i = 0; i < whole; i++) power *= 2;
  for (let i = 0; i > whole; i--) power /= 2;
  return power;
}

/**
 * ln x, to 1e-15 of itself: with x = 2^e m and m from √½ to √2, e ln 2 + 2 artanh((m - 1) / (m + 1)) by its series.
 * For x from 2⁻¹⁰⁰⁰ to 2¹⁰⁰⁰.
 */
export function logarithm(x: number): number {
  let mantissa = x;
  let exponent = 0;
  for (; mantissa > Math.SQRT2; exponent++) mantissa /= 2;
  for (; mantissa < Math.SQRT1_2; exponent--) mantissa *= 2;
  const ratio = (mantissa - 1) / (mantissa + 1);
  const square = ratio * ratio;
  let sum = 0;
  for (let odd = 23; odd >= 3; odd -= 2) sum = (sum + 1 / odd) * square;
  return exponent * LN2_HIGH + (exponent * LN2_LOW + 2 * (ratio + ratio * sum));
}
