// ln 2 in two parts (fdlibm, e_exp.c): the first has trailing zeros, so that its multiples are exact.
const LN2_HIGH: f64 = 0.6931471803691238;
const LN2_LOW: f64 = 1.9082149292705877e-10;

/**
 * eˣ with a relative error below 1e-15: x = k · ln 2 + r with |r| ≤ ln 2 / 2, eˣ = 2ᵏ · eʳ, and eʳ by its Taylor series.
 * AssemblyScript's own needs a table in static data, and that of common/math takes no logits beyond its range. 0 below
 * -708, where the result leaves the normal numbers, Infinity above 709.
 */
export function exponential(x: f64): f64 {
  if (x < -708) return 0;
  if (!(x <= 709)) return x + Infinity; // NaN stays NaN
  const k = nearest<f64>(x * Math.LOG2E);
  const r = x - k * LN2_HIGH - k * LN2_LOW;
  let sum: f64 = 1;
  for (let n: f64 = 13; n > 0; n--) sum = 1 + (sum * r) / n;
  return sum * reinterpret<f64>((<i64>k + 1023) << 52);
}

/**
 * ln x of a positive normal number with an error below 1e-15: x = 2ᵏ · m with m in [√½, √2), and ln m = 2 · artanh(s) by its
 * series, s = (m − 1) / (m + 1).
 */
export function logarithm(x: f64): f64 {
  const bits = reinterpret<i64>(x);
  let k = (bits >> 52) - 1023;
  let m = reinterpret<f64>((bits & 0xfffffffffffff) | 0x3ff0000000000000);
  if (m > Math.SQRT2) {
    m *= 0.5;
    k++;
  }
  const s = (m - 1) / (m + 1);
  let sum: f64 = 0;
  for (let n: f64 = 23; n > 0; n -= 2) sum = sum * (s * s) + 1 / n;
  return <f64>k * LN2_HIGH + (<f64>k * LN2_LOW + 2 * s * sum);
}
