/**
 * Copies an activation into the midst of zeros:
 *
 *   y[top + t, left + f, c] = x[t, f, c], 0 elsewhere
 *
 * @param x  f32[time, frequency, channels]
 * @param y  f32[top + time + bottom, left + frequency + right, channels]; does not overlap x
 */
// biome-ignore format: one tensor and its shape a line
export function pad(
  x: usize, time: i32, frequency: i32, channels: i32,
  y: usize, top: i32, bottom: i32, left: i32, right: i32,
): void {
  const pixel = (<usize>channels) << 2;
  const from = <usize>frequency * pixel;
  const to = <usize>(left + frequency + right) * pixel;
  memory.fill(y, 0, <usize>(top + time + bottom) * to);
  y += <usize>top * to + <usize>left * pixel;
  for (let t = 0; t < time; t++, x += from, y += to) memory.copy(y, x, from);
}
