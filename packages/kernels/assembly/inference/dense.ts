import { addScaled } from "../common/vector";

/**
 * y = bias + x · kernel.
 *
 * @param x       f32[inputs]
 * @param kernel  f32[inputs, units]
 * @param bias    f32[units]
 * @param y       f32[units]; overlaps none
 */
export function dense(x: usize, inputs: i32, kernel: usize, bias: usize, units: i32, y: usize): void {
  const pitch = (<usize>units) << 2;
  memory.copy(y, bias, pitch);
  for (let i = 0; i < inputs; i++, x += 4, kernel += pitch) addScaled(y, load<f32>(x), kernel, units);
}
