import { type BitVisitor, N_CONTEXTS } from "./contexts.ts";

/** Slots that the chances of what comes next share; see packages/kernels/assembly/unpack/index.ts. */
export const N_SLOTS = 4096;

const LEAST_STATE = 2 ** 23;
const DIGITS = Array.from({ length: 64 }, (_, i) => String.fromCharCode(i === 57 ? 99 : 35 + i));

/** Collects what is to be packed. */
export interface Coder {
  bit: BitVisitor;
  /** `count` of the slots, from `start` on */
  interval(start: number, count: number): void;
  /** A text of characters from # to c without the backslash. */
  finish(): string;
}

/**
 * Packs by range asymmetric numeral systems (J. Duda, "Asymmetric numeral systems", 2013), which unpack in the reverse order of
 * packing: so intervals are kept until the end. A bit moves its context's chance by a sixteenth of what was missing.
 */
export function createCoder(): Coder {
  const chances = new Uint16Array(N_CONTEXTS).fill(N_SLOTS / 2);
  const intervals: [start: number, count: number][] = [];
  const interval = (start: number, count: number) => {
    intervals.push([start, count]);
  };
  return {
    interval,
    bit(context, bit) {
      const chance = chances[context];
      if (bit) interval(0, chance);
      else interval(chance, N_SLOTS - chance);
      chances[context] += bit ? (N_SLOTS - chance) >> 4 : -(chance >> 4);
    },
    finish() {
      const digits: string[] = [];
      let state = LEAST_STATE;
      const emit = () => {
        digits.push(DIGITS[state % 64]);
        state = Math.floor(state / 64);
      };
      for (const [start, count] of intervals.reverse()) {
        while (state >= (LEAST_STATE / N_SLOTS) * 64 * count) emit();
        state = Math.floor(state / count) * N_SLOTS + (state % count) + start;
      }
      while (state > 0) emit();
      return digits.reverse().join("");
    },
  };
}
