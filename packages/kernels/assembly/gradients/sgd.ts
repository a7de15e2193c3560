/**
 * One step of stochastic gradient descent with momentum (Sutskever et al., ICML 2013, as PyTorch writes it) and decoupled
 * weight decay (Loshchilov & Hutter, ICLR 2019, algorithm 1), with g = scale · gradient:
 *
 *   v' = momentum · v + g
 *   w' = w · (1 − rate · decay) − rate · (nesterov ? g + momentum · v' : v')
 *
 * @param weights, velocity, gradient  f32[length]: w, v and the gradient
 * @param newWeights, newVelocity      f32[length], overwritten; each may be the array it replaces
 * @param scale                        factor on the gradient, for clipping by norm
 */
// biome-ignore format: inputs, outputs, options
export function sgd(
  weights: usize, velocity: usize, gradient: usize, length: i32,
  newWeights: usize, newVelocity: usize,
  scale: f64, rate: f64, momentum: f64, nesterov: bool, decay: f64,
): void {
  const factor = <f32>scale;
  const keep = <f32>momentum;
  const shrink = <f32>(1 - rate * decay);
  // Both forms as one: the step is ahead · g + along · v'.
  const ahead = nesterov ? <f32>rate : <f32>0;
  const along = nesterov ? <f32>(rate * momentum) : <f32>rate;

  const bytes = <usize>length << 2;
  let i: usize = 0;
  for (; i + 16 <= bytes; i += 16) {
    const g = f32x4.mul(v128.load(gradient + i), f32x4.splat(factor));
    const v = f32x4.add(f32x4.mul(v128.load(velocity + i), f32x4.splat(keep)), g);
    const step = f32x4.add(f32x4.mul(g, f32x4.splat(ahead)), f32x4.mul(v, f32x4.splat(along)));
    v128.store(newVelocity + i, v);
    v128.store(newWeights + i, f32x4.sub(f32x4.mul(v128.load(weights + i), f32x4.splat(shrink)), step));
  }
  for (; i < bytes; i += 4) {
    const g = load<f32>(gradient + i) * factor;
    const v = load<f32>(velocity + i) * keep + g;
    store<f32>(newVelocity + i, v);
    store<f32>(newWeights + i, load<f32>(weights + i) * shrink - (g * ahead + v * along));
  }
}
