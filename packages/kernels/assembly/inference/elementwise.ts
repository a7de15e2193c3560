/**
 * y[i] = max(x[i], 0) over f32[length]; y may be x.
 */
export function relu(x: usize, y: usize, length: i32): void {
  const end = x + ((<usize>length) << 2);
  const zero = f32x4.splat(0);
  for (; x + 16 <= end; x += 16, y += 16) v128.store(y, f32x4.max(v128.load(x), zero));
  for (; x < end; x += 4, y += 4) store<f32>(y, max(load<f32>(x), 0));
}

/** y[i] = a[i] + b[i] over f32[length]; y may be a or b. */
export function add(a: usize, b: usize, y: usize, length: i32): void {
  const end = a + ((<usize>length) << 2);
  for (; a + 16 <= end; a += 16, b += 16, y += 16) v128.store(y, f32x4.add(v128.load(a), v128.load(b)));
  for (; a < end; a += 4, b += 4, y += 4) store<f32>(y, load<f32>(a) + load<f32>(b));
}

/** y[i] = max(y[i], x[i]) over f32[length]; x and y must not overlap. */
export function maximum(y: usize, x: usize, length: i32): void {
  const end = x + ((<usize>length) << 2);
  for (; x + 16 <= end; x += 16, y += 16) v128.store(y, f32x4.max(v128.load(y), v128.load(x)));
  for (; x < end; x += 4, y += 4) store<f32>(y, max(load<f32>(y), load<f32>(x)));
}
