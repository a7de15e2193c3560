/**
 * Derivatives along time, as librosa.feature.delta makes them by default: those of the least-squares line (order 1) or
 * parabola (order 2) through `width` frames, a step being one frame. With h = (width - 1) / 2 and c = t, but at least h
 * and at most nFrames - 1 - h (the ends continue the first and last whole fit, scipy's mode "interp"),
 *
 *   order 1: Σ k · (x[c + k] - x[c - k]) / Σ 2k²                              k = 1 ... h
 *   order 2: Σ 2 (k² - m) · (x[c + k] + x[c - k] - 2 x[c]) / Σ' (k² - m)²     m = mean of k², Σ' over k = -h ... h
 *
 * Both orders are of x itself. If fewer frames than `width` exist, the largest odd number of frames that do takes its
 * place; of fewer than 3 frames the derivatives are 0.
 *
 * @param x          f32[nFrames][rowLength], of which the first `columns` are read
 * @param to         as x; may be the same rows further right
 * @param width      odd, at least 3
 */
// biome-ignore format: one tensor a line
export function delta(
  x: usize, nFrames: i32, columns: i32, rowLength: i32,
  to: usize, width: i32, order: i32,
): void {
  const h = (min(width, nFrames) - 1) >> 1;
  const row = (<usize>rowLength) << 2;
  const bytes = (<usize>columns) << 2;
  for (let t = 0; t < nFrames; t++) {
    const center = x + <usize>max(h, min(t, nFrames - 1 - h)) * row;
    const target = to + <usize>t * row;
    memory.fill(target, 0, bytes);
    for (let k = 1; k <= h; k++) {
      const weight = <f32>(order === 1 ? lineWeight(k, h) : parabolaWeight(k, h));
      const offset = <usize>k * row;
      addWeighted(target, center - offset, center, center + offset, bytes, weight, order);
    }
  }
}

/** k / Σ 2k². */
function lineWeight(k: i32, h: i32): f64 {
  return <f64>(3 * k) / <f64>(h * (h + 1) * (2 * h + 1));
}

/** 2 (k² - m) / Σ' (k² - m)². */
function parabolaWeight(k: i32, h: i32): f64 {
  const mean = <f64>(h * (h + 1)) / 3;
  let sum = mean * mean;
  for (let j = 1; j <= h; j++) sum += 2 * (<f64>(j * j) - mean) * (<f64>(j * j) - mean);
  return (2 * (<f64>(k * k) - mean)) / sum;
}

/** target += weight · (after - before), or weight · (after + before - 2 center) for order 2. */
// biome-ignore format: one row's three neighbors together
function addWeighted(
  target: usize, before: usize, center: usize, after: usize,
  bytes: usize, weight: f32, order: i32,
): void {
  const twice: f32 = order === 1 ? 0 : 2;
  const sign: f32 = order === 1 ? -1 : 1;
  for (let i: usize = 0; i < bytes; i += 4) {
    const term = load<f32>(after + i) + sign * load<f32>(before + i) - twice * load<f32>(center + i);
    store<f32>(target + i, load<f32>(target + i) + weight * term);
  }
}
