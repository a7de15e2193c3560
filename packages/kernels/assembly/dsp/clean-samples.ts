const SMALLEST: f32 = 1e-10;
const LARGEST: f32 = 1e9;

/**
 * Makes samples fit to compute with, in place: |x| < 1e-10 becomes 0, for subnormal numbers are 44 times slower, and
 * anything that is not a number of at most 1e9 in magnitude stops the pass, so that no power overflows:
 * (1e9 · nFft)² is below 1e26, summed over all bins below 1e30.
 *
 * @param samples  f32[length]
 * @returns        the index of the first sample refused; -1 if there is none
 */
export function cleanSamples(samples: usize, length: i32): i32 {
  const smallest = f32x4.splat(SMALLEST);
  const largest = f32x4.splat(LARGEST);
  let i = 0;
  for (; i + 4 <= length; i += 4) {
    const address = samples + ((<usize>i) << 2);
    const x = v128.load(address);
    const magnitude = f32x4.abs(x);
    if (!i32x4.all_true(f32x4.le(magnitude, largest))) break;
    v128.store(address, v128.and(x, f32x4.ge(magnitude, smallest)));
  }
  for (; i < length; i++) {
    const address = samples + ((<usize>i) << 2);
    const magnitude = abs(load<f32>(address));
    if (!(magnitude <= LARGEST)) return i;
    if (magnitude < SMALLEST) store<f32>(address, 0);
  }
  return -1;
}
