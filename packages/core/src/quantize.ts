import { LARGEST_CODE } from "./dtype.ts";

/** Below it a channel counts as zero, so that every product of a code and a scale is a normal float32. */
const SMALLEST = 2 ** -100;

/** Above it a code times a scale might leave float32. */
const LARGEST = 1e38;

/** Whole numbers and the factors that make values of them: value[i] = codes[i] · scales[i mod channels]. */
export interface Quantized {
  /** row-major, from -127 to 127 ("i8") or -31 to 31 ("i6") */
  codes: Int8Array<ArrayBuffer>;
  /** [channels] */
  scales: Float32Array<ArrayBuffer>;
}

/**
 * Quantizes a tensor, each output channel (the last dimension) by itself:
 *
 *   scale = max |value| / 127 or / 31, rounded to 11 significant bits,   code = round(value / scale)
 *
 * With so few bits every product code · scale is exact in float32, and the largest code stays 127 or 31: so quantizing what
 * was quantized gives the same codes and scales, and values alone tell both. A channel below 2^-100 becomes 0.
 *
 * @param values  finite, below 1e38 in magnitude
 * @throws RangeError if a value is not
 */
export function quantize(values: Float32Array, shape: readonly number[], dtype: "i8" | "i6"): Quantized {
  const channels = shape.at(-1) ?? 1;
  const largestCode = LARGEST_CODE[dtype];
  const largest = new Float64Array(channels);
  for (let i = 0; i < values.length; i++) {
    const magnitude = Math.abs(values[i]);
    if (!(magnitude <= LARGEST)) {
      throw new RangeError(`value ${i} is ${values[i]}, expected a magnitude of at most 1e38 for ${dtype}`);
    }
    if (magnitude > largest[i % channels]) largest[i % channels] = magnitude;
  }
  const scales = Float32Array.from(largest, (value) => (value < SMALLEST ? 0 : value / largestCode));
  roundScales(scales);
  const codes = Int8Array.from(values, (value, i) => {
    const scale = scales[i % channels];
    return scale === 0 ? 0 : Math.round(value / scale);
  });
  return { codes, scales };
}

/** The values that codes and scales stand for. */
export function dequantize({ codes, scales }: Quantized): Float32Array<ArrayBuffer> {
  return Float32Array.from(codes, (code, i) => code * scales[i % scales.length]);
}

/** Rounds to 11 significant bits, in place. */
function roundScales(scales: Float32Array<ArrayBuffer>): void {
  const bits = new Uint32Array(scales.buffer);
  for (let i = 0; i < bits.length; i++) bits[i] = (bits[i] + 0x1000) & ~0x1fff;
}
