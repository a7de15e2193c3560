import { type Coder, createCoder, N_SLOTS } from "./coder.ts";
import { FREQUENCY, LENGTH, visitNumber } from "./contexts.ts";
import { log2 } from "./log2.ts";
import { stretchesOf, visitStretches } from "./repetitions.ts";

/**
 * Bytes as a text that unpack.wasm unpacks: letters, digits and signs that stand in a string as they are, six bits each.
 *
 * @param start  from here on the bytes are whole numbers of 6 or 8 bits, counted one by one; before, repetitions are sought.
 *               The end, unless told
 */
export function pack(bytes: Uint8Array, start: number = bytes.length): string {
  const head = bytes.subarray(0, start);
  const stretches = stretchesOf(head);
  const rest = bytes.subarray(start);
  const widths = rest.length % 3 === 0 ? [8, 6] : [8];
  const texts = widths.map((width) => {
    const coder = createCoder();
    const symbols = symbolsOf(rest, width);
    visitNumber(coder.bit, LENGTH, head.length + 1);
    visitNumber(coder.bit, LENGTH, symbols.length + 1);
    visitNumber(coder.bit, LENGTH, width);
    visitStretches(coder.bit, head, stretches);
    if (symbols.length > 0) packSymbols(coder, symbols, width);
    return coder.finish();
  });
  return texts.reduce((shortest, text) => (text.length < shortest.length ? text : shortest));
}

/** Whole numbers of 6 bits, by fours in three bytes, or of 8. */
function symbolsOf(bytes: Uint8Array, width: number): Uint8Array {
  if (width === 8) return bytes;
  return Uint8Array.from({ length: (bytes.length / 3) * 4 }, (_, i) => {
    const at = 3 * (i >> 2);
    const bits = (bytes[at] << 16) | (bytes[at + 1] << 8) | bytes[at + 2];
    return (bits >> (18 - 6 * (i & 3))) & 63;
  });
}

function packSymbols(coder: Coder, symbols: Uint8Array, width: number): void {
  const counts = slotsOf(symbols, 1 << width);
  const starts = new Uint16Array(counts.length);
  for (let i = 1; i < starts.length; i++) starts[i] = starts[i - 1] + counts[i - 1];
  for (const count of counts) visitNumber(coder.bit, FREQUENCY, count + 1);
  for (const symbol of symbols) coder.interval(starts[symbol], counts[symbol]);
}

/** Shares out the slots as the symbols are frequent: at least one to each that is there. */
function slotsOf(symbols: Uint8Array, nSymbols: number): Uint16Array {
  const frequencies = new Float64Array(nSymbols);
  for (const symbol of symbols) frequencies[symbol]++;
  const share = N_SLOTS / symbols.length;
  const counts = Uint16Array.from(frequencies, (count) => (count > 0 ? Math.max(1, Math.floor(count * share)) : 0));
  let left = N_SLOTS - counts.reduce((sum, count) => sum + count, 0);
  for (const step = Math.sign(left); left !== 0; left -= step) counts[bestToChange(counts, frequencies, step)] += step;
  return counts;
}

/** The symbol that by one slot more or less saves most bits, or costs fewest. */
function bestToChange(counts: Uint16Array, frequencies: Float64Array, step: number): number {
  const gains = Array.from(frequencies, (frequency, i) =>
    frequency > 0 && counts[i] + step > 0 ? frequency * log2((counts[i] + step) / counts[i]) : Number.NEGATIVE_INFINITY,
  );
  return gains.indexOf(Math.max(...gains));
}
