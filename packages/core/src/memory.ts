/** Gives room for so many float32 values, whatever it holds. */
export type Memory = (length: number) => Float32Array<ArrayBuffer>;

/**
 * The same memory at each call, more when it must be: what the call before made there is lost. Where arrays of a megabyte
 * live for a millisecond each, collecting them can cost a fifth of the work.
 */
export function reusedMemory(): Memory {
  let values = new Float32Array(0);
  return (length) => {
    if (values.length < length) values = new Float32Array(length);
    return values.subarray(0, length);
  };
}
