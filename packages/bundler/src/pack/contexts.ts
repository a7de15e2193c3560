// Where the chances of bits are counted, numbered as in packages/kernels/assembly/unpack/index.ts.
export const N_CONTEXTS = 3076;
/** whether a repetition comes next; of a stretch behind a repetition, the next one */
export const MATCH = 2304;
/** whether it is as far back as the last one */
export const REPEAT = 2306;
export const DISTANCE = 2308;
export const LENGTH = 2564;
export const FREQUENCY = 2820;

/** What takes bits, each in its context. */
export type BitVisitor = (context: number, bit: number) => void;

/** The upper six bits of Wasm's local.get, local.set and local.tee: what comes two bytes behind them follows a number. */
const LOCAL = 8;

/**
 * A byte, the highest bit first. Its context is what it has so far, and the upper three bits of the byte before it unless
 * that is a local's number.
 */
export function visitByte(visit: BitVisitor, bytes: Uint8Array, at: number): void {
  const [byte, before, twoBefore] = [bytes[at], bytes[at - 1] ?? 0, bytes[at - 2] ?? 0];
  const group = (twoBefore >> 2 === LOCAL ? 8 : before >> 5) << 8;
  for (let shift = 7, prefix = 1; shift >= 0; shift--) {
    const bit = (byte >> shift) & 1;
    visit(group + prefix, bit);
    prefix = (prefix << 1) | bit;
  }
}

/** A whole number from 1 to 2³¹ - 1: a 1 for each bit behind its first one, a 0 unless there are 31, then these bits. */
export function visitNumber(visit: BitVisitor, context: number, value: number): void {
  const nBits = 31 - Math.clz32(value);
  for (let i = 0; i < nBits; i++) visit(context + i, 1);
  visit(context + nBits, 0);
  for (let left = nBits - 1; left >= 0; left--) {
    const prefix = value >> (left + 1);
    visit(context + (left + 2 < nBits ? 32 + left : 64 + 4 * nBits + prefix), (value >> left) & 1);
  }
}
