/** A fraction in lowest terms. */
export interface Fraction {
  numerator: number;
  denominator: number;
}

/**
 * The fraction of smallest denominator within `tolerance` of a factor, relatively: by the continued fraction of the two
 * ends of that interval, which are equal up to the answer's last quotient.
 *
 * @param factor     over 0
 * @param tolerance  over 1e-12, so that float64 can tell the ends apart
 */
export function simplestFraction(factor: number, tolerance: number): Fraction {
  return simplestBetween(factor * (1 - tolerance), factor * (1 + tolerance));
}

function simplestBetween(low: number, high: number): Fraction {
  const whole = Math.ceil(low);
  if (whole <= high) return { numerator: whole, denominator: 1 };
  const below = whole - 1;
  const { numerator, denominator } = simplestBetween(1 / (high - below), 1 / (low - below));
  return { numerator: below * numerator + denominator, denominator: numerator };
}
