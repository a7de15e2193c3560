/** Watches what is asked of ArrayBuffer and the typed arrays from here on. */
export interface AllocationWatch {
  /** bytes of the largest one asked for since the last call */
  largest(): number;
}

/** Replaces the constructors by ones that note how much they are asked for: memory that nobody touches shows nowhere else. */
export function watchAllocations(): AllocationWatch {
  let largest = 0;
  for (const Kind of [
    ArrayBuffer,
    Uint8Array,
    Int8Array,
    Uint16Array,
    Uint32Array,
    Int32Array,
    Float32Array,
    Float64Array,
  ]) {
    const unit = "BYTES_PER_ELEMENT" in Kind ? Kind.BYTES_PER_ELEMENT : 1;
    const watched = new Proxy(Kind, {
      construct(target, args, newTarget) {
        const made = Reflect.construct(target, args, newTarget === watched ? target : newTarget);
        const isView = args[0] instanceof ArrayBuffer;
        const asked = typeof args[0] === "number" ? unit * args[0] : isView ? 0 : made.byteLength;
        largest = Math.max(largest, asked);
        return made;
      },
    });
    Object.defineProperty(globalThis, Kind.name, { value: watched, writable: true, configurable: true });
  }
  return {
    largest() {
      const found = largest;
      largest = 0;
      return found;
    },
  };
}
