/**
 * The bits of the float16 next to a number; of two as near, the one whose last bit is 0.
 *
 * @param value  65520 and above gives infinity
 */
export function halfBits(value: number): number {
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0;
  const magnitude = Math.abs(value);
  if (Number.isNaN(value)) return 0x7e00;
  if (magnitude >= 65_520) return sign | 0x7c00;

  // The distance between neighbors: 2^(exponent - 10), and 2^-24 among the subnormal ones below 2^-14.
  let exponent = -14;
  let scale = 2 ** -14;
  while (exponent < 15 && magnitude >= 2 * scale) {
    exponent++;
    scale *= 2;
  }
  const steps = roundToEven((magnitude / scale) * 1024);
  // A normal number has 1024 to 2048 steps; 2048 carry into the exponent, as does the first normal one's implied bit.
  return sign + ((exponent + 14) << 10) + steps;
}

/** The number that a float16's bits stand for. */
export function halfValue(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const mantissa = bits & 0x3ff;
  if (exponent === 31) return mantissa ? Number.NaN : sign * Number.POSITIVE_INFINITY;
  let value = (exponent === 0 ? mantissa : 1024 + mantissa) * 2 ** -24;
  for (let i = 1; i < exponent; i++) value *= 2;
  return sign * value;
}

function roundToEven(x: number): number {
  const below = Math.floor(x);
  const rest = x - below;
  return rest > 0.5 || (rest === 0.5 && below % 2 === 1) ? below + 1 : below;
}
