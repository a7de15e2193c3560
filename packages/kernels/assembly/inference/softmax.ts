import { exp } from "../common/math";

/**
 * Probabilities of logits, in float64 until the last rounding: y[i] = exp(x[i] − max x) / Σ exp(x[j] − max x).
 *
 * @param x  f32[length], length at least 1
 * @param y  f32[length]; may be x
 */
export function softmax(x: usize, length: i32, y: usize): void {
  const end = x + ((<usize>length) << 2);
  let largest = load<f32>(x);
  for (let p = x; p < end; p += 4) largest = max(largest, load<f32>(p));

  let sum: f64 = 0;
  for (let p = x; p < end; p += 4) sum += below(load<f32>(p), largest);
  for (; x < end; x += 4, y += 4) store<f32>(y, <f32>(below(load<f32>(x), largest) / sum));
}

/** exp(x − largest); its range ends at −700, and float32 shows nothing below −104. */
function below(x: f32, largest: f32): f64 {
  return exp(max(<f64>x - <f64>largest, -700));
}
