/** Rows added up before they join the total, as in `channelMoments`. */
const BLOCK: i32 = 256;

/**
 * Gradients of `batchNorm`. With r = 1 / √(variance + epsilon), z = (x − mean) · r and g = dy, or 0 where a ReLU cut y off:
 *
 *   dbeta = Σ g,  dgamma = Σ g · z,  dx = gamma · r · (g − dbeta / rows − z · dgamma / rows)
 *
 * Where y was cut off is worked out from x again, by the operations of the forward pass.
 *
 * @param x         f32[rows, channels]
 * @param gamma     f32[channels]
 * @param beta      f32[channels]
 * @param mean      f32[channels], of the forward pass
 * @param variance  f32[channels], of the forward pass
 * @param dy        f32[rows, channels]
 * @param dx        f32[rows, channels], overwritten
 * @param dgamma    f32[channels], overwritten
 * @param dbeta     f32[channels], overwritten
 * @param scratch   f32[4, channels]
 */
// biome-ignore format: inputs, outputs, options
export function batchNormBackprop(
  x: usize, rows: i32, channels: i32, gamma: usize, beta: usize, mean: usize, variance: usize, dy: usize,
  dx: usize, dgamma: usize, dbeta: usize,
  epsilon: f32, relu: bool, scratch: usize,
): void {
  const stride = <usize>channels << 2;
  const scale = scratch;
  const inverse = scale + stride;
  const slope = inverse + stride;
  const offset = slope + stride;
  for (let c: usize = 0; c < stride; c += 4) {
    const r = <f32>1 / sqrt<f32>(load<f32>(variance + c) + epsilon);
    store<f32>(inverse + c, r);
    store<f32>(scale + c, load<f32>(gamma + c) / sqrt<f32>(load<f32>(variance + c) + epsilon));
  }
  memory.fill(dgamma, 0, stride);
  memory.fill(dbeta, 0, stride);
  // Block by block, not channel by channel: a block's lines are then fetched from memory once for all channels.
  for (let first = 0; first < rows; first += BLOCK) {
    const n = min(BLOCK, rows - first);
    const at = <usize>first * stride;
    let c: usize = 0;
    for (; c + 16 <= stride; c += 16) sum4(x + at, dy + at, stride, n, c, scale, mean, beta, dgamma, dbeta, relu);
    for (; c < stride; c += 4) sum1(x + at, dy + at, stride, n, c, scale, mean, beta, dgamma, dbeta, relu);
  }
  for (let c: usize = 0; c < stride; c += 4) store<f32>(dgamma + c, load<f32>(dgamma + c) * load<f32>(inverse + c));

  // dx = scale · g − (offset + slope · (x − mean)): three products a value instead of five.
  const count = <f32>1 / <f32>rows;
  for (let c: usize = 0; c < stride; c += 4) {
    const s = load<f32>(scale + c) * count;
    store<f32>(offset + c, s * load<f32>(dbeta + c));
    store<f32>(slope + c, s * load<f32>(inverse + c) * load<f32>(dgamma + c));
  }
  const zero = f32x4.splat(0);
  for (let n = 0; n < rows; n++, x += stride, dy += stride, dx += stride) {
    let c: usize = 0;
    for (; c + 16 <= stride; c += 16) {
      const centered = f32x4.sub(v128.load(x + c), v128.load(mean + c));
      const s = v128.load(scale + c);
      let g = v128.load(dy + c);
      if (relu) g = v128.and(g, f32x4.gt(f32x4.add(f32x4.mul(centered, s), v128.load(beta + c)), zero));
      const shift = f32x4.add(v128.load(offset + c), f32x4.mul(centered, v128.load(slope + c)));
      v128.store(dx + c, f32x4.sub(f32x4.mul(s, g), shift));
    }
    for (; c < stride; c += 4) {
      const centered = load<f32>(x + c) - load<f32>(mean + c);
      const s = load<f32>(scale + c);
      const g = relu && !(centered * s + load<f32>(beta + c) > 0) ? <f32>0 : load<f32>(dy + c);
      store<f32>(dx + c, s * g - (load<f32>(offset + c) + centered * load<f32>(slope + c)));
    }
  }
}

/** Adds a block's Σ g · (x − mean) and Σ g to dgamma and dbeta, for the four channels at byte c of a row. */
// biome-ignore format: inputs, statistics, outputs
function sum4(
  x: usize, dy: usize, stride: usize, rows: i32, c: usize,
  scale: usize, mean: usize, beta: usize,
  dgamma: usize, dbeta: usize, relu: bool,
): void {
  const s = v128.load(scale + c);
  const m = v128.load(mean + c);
  const shift = v128.load(beta + c);
  const zero = f32x4.splat(0);
  let gammaSum = zero;
  let betaSum = zero;
  x += c;
  dy += c;
  for (let n = 0; n < rows; n++, x += stride, dy += stride) {
    const centered = f32x4.sub(v128.load(x), m);
    let g = v128.load(dy);
    if (relu) g = v128.and(g, f32x4.gt(f32x4.add(f32x4.mul(centered, s), shift), zero));
    betaSum = f32x4.add(betaSum, g);
    gammaSum = f32x4.add(gammaSum, f32x4.mul(g, centered));
  }
  v128.store(dgamma + c, f32x4.add(v128.load(dgamma + c), gammaSum));
  v128.store(dbeta + c, f32x4.add(v128.load(dbeta + c), betaSum));
}

/** As `sum4`, for one channel. */
// biome-ignore format: inputs, statistics, outputs
function sum1(
  x: usize, dy: usize, stride: usize, rows: i32, c: usize,
  scale: usize, mean: usize, beta: usize,
  dgamma: usize, dbeta: usize, relu: bool,
): void {
  const s = load<f32>(scale + c);
  const m = load<f32>(mean + c);
  const shift = load<f32>(beta + c);
  let gammaSum: f32 = 0;
  let betaSum: f32 = 0;
  x += c;
  dy += c;
  for (let n = 0; n < rows; n++, x += stride, dy += stride) {
    const centered = load<f32>(x) - m;
    const g = relu && !(centered * s + shift > 0) ? <f32>0 : load<f32>(dy);
    betaSum += g;
    gammaSum += g * centered;
  }
  store<f32>(dgamma + c, load<f32>(dgamma + c) + gammaSum);
  store<f32>(dbeta + c, load<f32>(dbeta + c) + betaSum);
}
