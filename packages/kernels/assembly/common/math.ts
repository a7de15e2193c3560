// Elementary functions in float64, for tables and decibels: the same bits everywhere, which JavaScript's Math does not
// promise, and without the 12 kB of tables that AssemblyScript's own Math brings. Series long enough that what they leave
// out lies under 1e-17; argument reduction by powers of two and quarter turns, which is exact.

// ln 2 in two parts, the first with 32 trailing zero bits, so that k · LN2_HIGH is exact (fdlibm, e_log.c).
const LN2_HIGH: f64 = 0.6931471803691238;
const LN2_LOW: f64 = 1.9082149292705877e-10;
const SQRT_HALF_BITS = reinterpret<i64>(Math.SQRT1_2);

export const LN10: f64 = Math.LN10;
export const TWO_PI: f64 = 2 * Math.PI;

/** eˣ for |x| < 700. */
export function exp(x: f64): f64 {
  const k = nearest(x / (LN2_HIGH + LN2_LOW));
  const r = x - k * LN2_HIGH - k * LN2_LOW;
  let sum: f64 = 1;
  for (let n = 15; n > 0; n--) sum = 1 + (r / <f64>n) * sum;
  return sum * reinterpret<f64>((<i64>k + 1023) << 52);
}

/** ln x for normal x > 0: 2 artanh((m - 1) / (m + 1)) of the mantissa m in [√½, √2). */
export function log(x: f64): f64 {
  const bits = reinterpret<i64>(x);
  const exponent = (bits - SQRT_HALF_BITS) >> 52;
  const mantissa = reinterpret<f64>(bits - (exponent << 52));
  const f = (mantissa - 1) / (mantissa + 1);
  let sum: f64 = 0;
  for (let n = 23; n > 0; n -= 2) sum = 1 / <f64>n + f * f * sum;
  return <f64>exponent * LN2_HIGH + (2 * f * sum + <f64>exponent * LN2_LOW);
}

/** 10ˣ for |x| < 300: the power ratio of x bels. */
export function pow10(x: f64): f64 {
  return exp(x * LN10);
}

/** sin(2π · turns). */
export function sinTurns(turns: f64): f64 {
  return quarterSine(turns, 0);
}

/** cos(2π · turns). */
export function cosTurns(turns: f64): f64 {
  return quarterSine(turns, 1);
}

/** sin(2π · (turns + shift / 4)). */
function quarterSine(turns: f64, shift: i32): f64 {
  const quarters = nearest(4 * turns);
  const x = TWO_PI * (turns - quarters / 4);
  const quadrant = (<i32>quarters + shift) & 3;

  const odd = quadrant & 1; // 1: the cosine's series, 0: the sine's
  let sum: f64 = 1;
  for (let n = odd ? 18 : 19; n > 1; n -= 2) sum = 1 - ((x * x) / <f64>(n * (n - 1))) * sum;
  const value = odd ? sum : x * sum;
  return quadrant > 1 ? -value : value;
}
