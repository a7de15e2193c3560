/** The end of a sequence of numbers that grows behind and is forgotten in front. */
export interface History {
  /** numbers ever appended: the index behind the last */
  readonly end: number;
  append(values: Float32Array): void;
  /** Lets go of what stands before index `start`. */
  forget(start: number): void;
  /** The numbers from index `start` to before index `end`, none of them forgotten; valid until the next call. */
  slice(start: number, end: number): Float32Array;
}

export function createHistory(): History {
  let kept = new Float32Array(0);
  let first = 0;
  let end = 0;
  return {
    get end() {
      return end;
    },
    append(values) {
      const length = end - first + values.length;
      if (length > kept.length) {
        const grown = new Float32Array(2 * length);
        grown.set(kept.subarray(0, end - first));
        kept = grown;
      }
      kept.set(values, end - first);
      end += values.length;
    },
    forget(start) {
      if (start <= first) return;
      kept.copyWithin(0, start - first, end - first);
      first = start;
    },
    slice: (start, end) => kept.subarray(start - first, end - first),
  };
}
