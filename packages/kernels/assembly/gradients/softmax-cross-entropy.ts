import { exponential, logarithm } from "./exponential";

/**
 * Cross-entropy of a softmax with target distributions, averaged by weight, and its gradient:
 *
 *   loss = Σ_b w[b] · Σ_c t[b, c] · (ln Σ_k e^z[b, k] − z[b, c]) / Σ_b w[b]
 *   dz[b, c] = w[b] · (softmax(z[b])[c] · Σ_k t[b, k] − t[b, c]) / Σ_b w[b]
 *
 * Summed in double precision. Loss and gradient are 0 if all weights are.
 *
 * @param logits    f32[batch, nClasses], z
 * @param targets   f32[batch, nClasses], t
 * @param weights   f32[batch], w
 * @param gradient  f32[batch, nClasses], dz, overwritten
 * @returns         the loss
 */
// biome-ignore format: inputs, output
export function softmaxCrossEntropy(
  logits: usize, batch: i32, nClasses: i32, targets: usize, weights: usize,
  gradient: usize,
): f64 {
  const stride = <usize>nClasses << 2;
  let total: f64 = 0;
  for (let b = 0; b < batch; b++) total += <f64>load<f32>(weights + (<usize>b << 2));
  const unit: f64 = total === 0 ? 0 : 1 / total;

  let loss: f64 = 0;
  for (let b = 0; b < batch; b++, logits += stride, targets += stride, gradient += stride) {
    let largest: f32 = -Infinity;
    for (let c: usize = 0; c < stride; c += 4) largest = max(largest, load<f32>(logits + c));
    let sum: f64 = 0;
    let mass: f64 = 0;
    for (let c: usize = 0; c < stride; c += 4) {
      sum += exponential(<f64>load<f32>(logits + c) - <f64>largest);
      mass += <f64>load<f32>(targets + c);
    }
    const logSum = logarithm(sum);
    const weight = <f64>load<f32>(weights + (<usize>b << 2)) * unit;
    for (let c: usize = 0; c < stride; c += 4) {
      const z = <f64>load<f32>(logits + c) - <f64>largest;
      const target = <f64>load<f32>(targets + c);
      loss += weight * target * (logSum - z);
      store<f32>(gradient + c, <f32>(weight * ((exponential(z) / sum) * mass - target)));
    }
  }
  return loss;
}
