import { takeWeights } from "./program";

export const F32: i32 = 0;
export const F16: i32 = 1;
export const I8: i32 = 2;
export const I6: i32 = 3;

/** Bytes of so many weights: float32, float16, a byte each, or three bytes for four. */
function weightBytes(count: u64, dtype: i32): u64 {
  if (dtype === F32) return count << 2;
  if (dtype === F16) return count << 1;
  return dtype === I8 ? count : ((count + 3) >> 2) * 3;
}

/** The address of the next `count` weights; 0 if the program has no more. */
export function takeTensor(count: u64, dtype: i32): usize {
  return takeWeights(weightBytes(count, dtype));
}

/**
 * Expands a matrix of weights to float32, each value times its column's scale, in panels of `width` columns, 0 beyond the last
 * column: to[panel, row, column] = matrix[row, width · panel + column].
 *
 * @param weights  [nRows, nColumns] in `dtype`
 * @param scales   f32[nColumns]; 0 for float32, which has none
 * @param to       f32[⌈nColumns / width⌉, nRows, width]
 */
// biome-ignore format: one tensor a line
export function expandWeights(
  weights: usize, dtype: i32, nRows: i32, nColumns: i32,
  scales: usize, to: usize, width: i32,
): void {
  for (let panel = 0; panel < nColumns; panel += width) {
    for (let row = 0; row < nRows; row++) {
      for (let column = panel; column < panel + width; column++, to += 4) {
        let value: f32 = 0;
        if (column < nColumns) {
          value = weightAt(weights, dtype, <usize>row * <usize>nColumns + <usize>column);
          if (scales) value *= load<f32>(scales + ((<usize>column) << 2));
        }
        store<f32>(to, value);
      }
    }
  }
}

function weightAt(weights: usize, dtype: i32, i: usize): f32 {
  if (dtype === F32) return load<f32>(weights + (i << 2));
  if (dtype === F16) return halfValue(load<u16>(weights + (i << 1)));
  if (dtype === I8) return <f32>load<i8>(weights + i);
  const at = weights + 3 * (i >> 2);
  const bits = ((<u32>load<u8>(at)) << 16) | ((<u32>load<u8>(at, 1)) << 8) | <u32>load<u8>(at, 2);
  return <f32>(<i32>(bits << (<u32>(8 + 6 * (i & 3)))) >> 26);
}

/** The number that a float16's bits stand for: its exponent and mantissa as those of a float32 that is 2¹¹² times too small. */
function halfValue(bits: u32): f32 {
  const magnitude = reinterpret<f32>((bits & 0x7fff) << 13) * reinterpret<f32>(0x77800000);
  return bits & 0x8000 ? -magnitude : magnitude;
}
