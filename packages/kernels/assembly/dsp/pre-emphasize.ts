/**
 * Pre-emphasizes a signal in place: y[i] = x[i] - preEmphasis · x[i - 1], in float64, rounded once.
 *
 * @param x       f32[length]
 * @param before  what precedes the first sample: 0 at a signal's beginning
 */
export function preEmphasize(x: usize, length: i32, preEmphasis: f64, before: f64): void {
  for (const end = x + ((<usize>length) << 2); x < end; x += 4) {
    const sample = <f64>load<f32>(x);
    store<f32>(x, <f32>(sample - preEmphasis * before));
    before = sample;
  }
}
