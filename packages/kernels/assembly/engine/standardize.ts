// packages/features/src/average-frames.ts, statistics.ts and standardize.ts, operation for operation.

/** A deviation below this is rounding, not speech. */
const SMALLEST_DEVIATION: f64 = 1e-3;

/**
 * Averages every `count` neighboring rows into one, in place, in float64; the last group averages those it has.
 *
 * @param x  f32[nFrames][width]
 */
export function averageFrames(x: usize, nFrames: i32, width: i32, count: i32): void {
  const row = (<usize>width) << 2;
  let to = x;
  for (let first = 0; first < nFrames; first += count, to += row) {
    const n = min(count, nFrames - first);
    const from = x + <usize>first * row;
    for (let c: usize = 0; c < row; c += 4) {
      let sum: f64 = 0;
      for (let t = 0; t < n; t++) sum += <f64>load<f32>(from + <usize>t * row + c);
      store<f32>(to + c, <f32>(sum / <f64>n));
    }
  }
}

/**
 * Mean and population standard deviation of each column, of differences from the first row, in float64.
 *
 * @param x            f32[nFrames][width], nFrames > 0
 * @param mean         f32[width], out
 * @param deviation    f32[width], out
 */
export function fitStatistics(x: usize, nFrames: i32, width: i32, mean: usize, deviation: usize): void {
  const row = (<usize>width) << 2;
  const end = x + <usize>nFrames * row;
  const n = <f64>nFrames;
  for (let c: usize = 0; c < row; c += 4) {
    const first = <f64>load<f32>(x + c);
    let sum: f64 = 0;
    let squares: f64 = 0;
    for (let at = x + c; at < end; at += row) {
      const difference = <f64>load<f32>(at) - first;
      sum += difference;
      squares += difference * difference;
    }
    store<f32>(mean + c, <f32>(first + sum / n));
    store<f32>(deviation + c, <f32>sqrt(max(0, squares / n - (sum * sum) / (n * n))));
  }
}

/**
 * (x - mean) / max(deviation, 1e-3), in place, in float64.
 *
 * @param x  f32[nFrames][width]
 */
export function normalize(x: usize, nFrames: i32, width: i32, mean: usize, deviation: usize): void {
  const row = (<usize>width) << 2;
  const end = x + <usize>nFrames * row;
  for (let c: usize = 0; c < row; c += 4) {
    const center = <f64>load<f32>(mean + c);
    const divisor = max(<f64>load<f32>(deviation + c), SMALLEST_DEVIATION);
    for (let at = x + c; at < end; at += row) store<f32>(at, <f32>((<f64>load<f32>(at) - center) / divisor));
  }
}
