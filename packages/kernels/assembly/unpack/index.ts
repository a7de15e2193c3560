// Unpacks what packages/bundler/src/pack packs; small rather than general, as each emotion.mjs carries it. Its memory is its own:
// the chances of bits, the table of symbols, the text, the bytes.

/** u16 a context: how likely the next bit is 1, of 4096; in the order of packages/bundler/src/pack/contexts.ts. */
const N_CONTEXTS: u32 = 3076;
const MATCH: u32 = 2304;
const REPEAT: u32 = 2306;
const DISTANCE: u32 = 2308;
const LENGTH: u32 = 2564;
const FREQUENCY: u32 = 2820;

/** The upper six bits of Wasm's local.get, local.set and local.tee: what comes two bytes behind them follows a number. */
const LOCAL: u32 = 8;

/** u8[4096]: the symbol of each slot; then u16[256] twice: its first slot and how many it has. */
const SLOTS: usize = 0x2000;
const STARTS: usize = 0x3000;
const COUNTS: usize = 0x3200;

/** Where the text lies. */
const TEXT: usize = 0x4000;

/** Below it the state takes more digits in. */
const LEAST_STATE: u32 = 0x800000;

let state: u32 = 0;
let cursor: usize = 0;
let textEnd: usize = 0;
let bytes: usize = 0;

/** Room for a text of so many characters: its address. */
export function reserve(length: i32): usize {
  textEnd = TEXT + length;
  growTo(textEnd);
  return TEXT;
}

/** Unpacks the text that was reserved; returns how many bytes there are. Traps if there is no memory for them. */
export function unpack(): i32 {
  for (let i: u32 = 0; i < N_CONTEXTS; i++) store<u16>(i << 1, 2048);
  cursor = TEXT;
  state = 0;
  renew();
  const length = number(LENGTH) - 1;
  const nSymbols = number(LENGTH) - 1;
  const width = number(LENGTH);
  bytes = textEnd + 2; // behind two zeros, which the first bytes look back upon
  const behind = bytes + length;
  growTo(behind + ((nSymbols * width) >> 3));
  store<u16>(textEnd, 0);
  unpackRepetitions(bytes, behind);
  if (nSymbols) unpackSymbols(behind, nSymbols, width);
  return length + ((nSymbols * width) >> 3);
}

/** Where the bytes lie. */
export function address(): usize {
  return bytes;
}

/** Bytes up to an end: literal ones, and stretches of what went before. */
function unpackRepetitions(start: usize, end: usize): void {
  let distance: u32 = 0;
  let matched: u32 = 0;
  for (let to = start; to < end; ) {
    if (bit(MATCH + matched)) {
      if (matched || !distance || !bit(REPEAT)) distance = number(DISTANCE);
      const stop = to + number(LENGTH);
      for (; to < stop; to++) store<u8>(to, load<u8>(to - distance));
      matched = 1;
    } else {
      const group = <u32>load<u8>(to - 2) >> 2 === LOCAL ? 8 : <u32>load<u8>(to - 1) >> 5;
      let byte: u32 = 1;
      while (byte < 256) byte = (byte << 1) | bit((group << 8) + byte);
      store<u8>(to++, byte);
      matched = 0;
    }
  }
}

/** Symbols of `width` bits each, the highest bit first, by frequencies that come before them. */
function unpackSymbols(to: usize, nSymbols: u32, width: u32): void {
  let slot: u32 = 0;
  for (let symbol: u32 = 0; symbol < <u32>(1 << width); symbol++) {
    const count = number(FREQUENCY) - 1;
    store<u16>(STARTS + (symbol << 1), slot);
    store<u16>(COUNTS + (symbol << 1), count);
    memory.fill(SLOTS + slot, <u8>symbol, count);
    slot += count;
  }
  let bits: u32 = 0;
  let nBits: u32 = 0;
  for (; nSymbols; nSymbols--) {
    const symbol = <u32>load<u8>(SLOTS + (state & 4095));
    advance(load<u16>(STARTS + (symbol << 1)), load<u16>(COUNTS + (symbol << 1)));
    bits = (bits << width) | symbol;
    nBits += width;
    if (nBits >= 8) {
      nBits -= 8;
      store<u8>(to++, bits >> nBits);
    }
  }
}

/** A whole number from 1: how many bits follow its first one, then these. */
function number(context: u32): u32 {
  let nBits: u32 = 0;
  while (nBits < 31 && bit(context + nBits)) nBits++;
  let value: u32 = 1;
  for (let left = nBits; left; ) {
    const place = --left + 2 < nBits ? 32 + left : 64 + 4 * nBits + value;
    value = (value << 1) | bit(context + place);
  }
  return value;
}

/** A bit, and what it teaches of the next one in the same context. */
function bit(context: u32): u32 {
  const chance = <u32>load<u16>(context << 1);
  const one = (state & 4095) < chance;
  if (one) {
    advance(0, chance);
    store<u16>(context << 1, chance + ((4096 - chance) >> 4));
  } else {
    advance(chance, 4096 - chance);
    store<u16>(context << 1, chance - (chance >> 4));
  }
  return u32(one);
}

/** Takes an interval of the 4096 slots out of the state: J. Duda, "Asymmetric numeral systems", 2013, its range variant. */
function advance(start: u32, count: u32): void {
  state = count * (state >> 12) + (state & 4095) - start;
  if (state < LEAST_STATE) renew();
}

/** Reads six bits at a time: characters from # to c without the backslash, which c stands for. */
function renew(): void {
  while (state < LEAST_STATE) {
    const character = cursor < textEnd ? <u32>load<u8>(cursor) : 98;
    cursor++;
    state = (state << 6) | (character === 99 ? 57 : character - 35);
  }
}

function growTo(end: usize): void {
  const missing = <i32>((end + 0xffff) >> 16) - memory.size();
  if (missing > 0 && memory.grow(missing) < 0) unreachable();
}
