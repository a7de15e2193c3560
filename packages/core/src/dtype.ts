import { sizeOf } from "./network.ts";

/**
 * How a tensor's values are stored: IEEE 754 float32 or float16, or whole numbers of 8 or 6 bits with a factor for each
 * output channel, the last dimension.
 */
export type Dtype = "f32" | "f16" | "i8" | "i6";

export const DTYPES: readonly Dtype[] = ["f32", "f16", "i8", "i6"];

/** The largest code of a whole number: codes are symmetric, so that 0 is 0. */
export const LARGEST_CODE: Readonly<Record<"i8" | "i6", number>> = { i8: 127, i6: 31 };

/** Bytes of a tensor as `encodeTensor` writes it. */
export function tensorByteLength(shape: readonly number[], dtype: Dtype): number {
  const size = sizeOf(shape);
  switch (dtype) {
    case "f32":
      return 4 * size;
    case "f16":
      return 2 * size;
    case "i8":
      return 4 * (shape.at(-1) ?? 1) + size;
    case "i6":
      return 4 * (shape.at(-1) ?? 1) + 3 * Math.ceil(size / 4);
  }
}
