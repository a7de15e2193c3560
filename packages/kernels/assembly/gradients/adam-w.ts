/**
 * One step of AdamW (Loshchilov & Hutter, "Decoupled weight decay regularization", ICLR 2019), with g = scale · gradient:
 *
 *   m' = beta1 · m + (1 − beta1) · g,  v' = beta2 · v + (1 − beta2) · g²
 *   w' = w · (1 − rate · decay) − rate · (m' / correction1) / (√(v' / correction2) + epsilon)
 *
 * @param weights, first, second, gradient  f32[length]: w, m, v and the gradient
 * @param newWeights, newFirst, newSecond   f32[length], overwritten; each may be the array it replaces
 * @param scale                             factor on the gradient, for clipping by norm
 * @param correction1                       1 − beta1ᵗ, t the number of steps with this one
 * @param correction2                       1 − beta2ᵗ
 */
// biome-ignore format: inputs, outputs, options
export function adamW(
  weights: usize, first: usize, second: usize, gradient: usize, length: i32,
  newWeights: usize, newFirst: usize, newSecond: usize,
  scale: f64, rate: f64, beta1: f64, beta2: f64, epsilon: f64, decay: f64, correction1: f64, correction2: f64,
): void {
  const keep1 = <f32>beta1;
  const keep2 = <f32>beta2;
  const add1 = <f32>((1 - beta1) * scale);
  const add2 = <f32>((1 - beta2) * scale * scale);
  const shrink = <f32>(1 - rate * decay);
  const step = <f32>(rate / correction1);
  const unbias = <f32>(1 / correction2);
  const floor = <f32>epsilon;

  const bytes = <usize>length << 2;
  let i: usize = 0;
  for (; i + 16 <= bytes; i += 16) {
    const g = v128.load(gradient + i);
    const m = f32x4.add(f32x4.mul(v128.load(first + i), f32x4.splat(keep1)), f32x4.mul(g, f32x4.splat(add1)));
    const v = f32x4.add(
      f32x4.mul(v128.load(second + i), f32x4.splat(keep2)),
      f32x4.mul(f32x4.mul(g, g), f32x4.splat(add2)),
    );
    const root = f32x4.add(f32x4.sqrt(f32x4.mul(v, f32x4.splat(unbias))), f32x4.splat(floor));
    const w = f32x4.mul(v128.load(weights + i), f32x4.splat(shrink));
    v128.store(newFirst + i, m);
    v128.store(newSecond + i, v);
    v128.store(newWeights + i, f32x4.sub(w, f32x4.div(f32x4.mul(m, f32x4.splat(step)), root)));
  }
  for (; i < bytes; i += 4) {
    const g = load<f32>(gradient + i);
    const m = load<f32>(first + i) * keep1 + g * add1;
    const v = load<f32>(second + i) * keep2 + g * g * add2;
    store<f32>(newFirst + i, m);
    store<f32>(newSecond + i, v);
    store<f32>(newWeights + i, load<f32>(weights + i) * shrink - (m * step) / (sqrt<f32>(v * unbias) + floor));
  }
}
