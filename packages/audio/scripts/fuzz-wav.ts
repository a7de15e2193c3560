// Mutates WAV files of every kind and reads them, to find whatever is neither samples nor AudioFormatError.
// Usage: npx tsx scripts/fuzz-wav.ts [mutations = 1000000] [seed = 1]
import { AudioFormatError } from "../src/audio-format-error.ts";
import { readWav } from "../src/read-wav.ts";
import { chunk, extensible, float32, fmt, int16, joined, riff, uint32 } from "../test/build-wav.ts";

const nMutations = Number(process.argv[2] ?? 1_000_000);
let state = Number(process.argv[3] ?? 1) >>> 0;

/** A whole number from 0 to n - 1 (linear congruential, upper bits). */
const below = (n: number): number => {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return Math.floor((state / 2 ** 32) * n);
};

const samples = int16(Array.from({ length: 60 }, (_, i) => (i * 7919) & 0xffff));
const data = chunk("data", samples);
const files = [
  riff(chunk("fmt ", fmt()), data),
  riff(chunk("fmt ", fmt({ bits: 8, channels: 3 })), chunk("LIST", new Uint8Array(5)), data),
  riff(data, chunk("fmt ", extensible(1, { bits: 24, channels: 2 }))),
  riff(chunk("fmt ", fmt({ tag: 3, bits: 32 })), chunk("data", float32(0, 0.5, -1, 1 / 3))),
  riff(chunk("fmt ", fmt({ tag: 6, bits: 8 })), data),
  joined("RIFF", uint32(0), "WAVE", chunk("fmt ", fmt({ tag: 7, bits: 8 })), "data", uint32(0), samples),
  joined(
    "RF64",
    uint32(0xffffffff),
    "WAVE",
    chunk("ds64", joined(new Uint8Array(8), uint32(120), new Uint8Array(16))),
    chunk("fmt ", fmt()),
    chunk("data", samples, 0xffffffff),
  ),
];
const INTERESTING = [0, 1, 2, 3, 0x10, 0x7f, 0x80, 0xfe, 0xff];

const reasons = new Map<string, number>();
let nRead = 0;
const begun = performance.now();
for (let i = 0; i < nMutations; i++) {
  const bytes = files[below(files.length)].slice();
  for (let changes = 1 + below(6); changes > 0; changes--) {
    const at = below(bytes.length);
    const kind = below(4);
    if (kind === 0) bytes[at] = below(256);
    else if (kind === 1) bytes[at] = INTERESTING[below(INTERESTING.length)];
    else if (kind === 2) bytes[at] ^= 1 << below(8);
    else bytes.copyWithin(at, below(bytes.length), below(bytes.length));
  }
  const file = below(4) === 0 ? bytes.subarray(0, below(bytes.length)) : bytes;
  try {
    const { waveform } = readWav(file);
    if (waveform.samples.length > file.length) throw new Error(`${waveform.samples.length} samples`);
    if (!waveform.samples.every(Number.isFinite)) throw new Error("a sample that is not finite");
    nRead++;
  } catch (error) {
    if (!(error instanceof AudioFormatError)) {
      console.error(`mutation ${i}: ${Buffer.from(file).toString("base64")}`);
      throw error;
    }
    const reason = error.reason.replace(/"[^"]*"|0x[0-9a-f]+/g, '"..."').replace(/-?\d+(\.\d+)?(e[+-]?\d+)?/g, "#");
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  }
}
const seconds = (performance.now() - begun) / 1000;

console.log(`${nMutations} mutations in ${seconds.toFixed(1)} s, ${Math.round(nMutations / seconds)} a second`);
console.log(`${nRead} read, ${nMutations - nRead} refused with AudioFormatError:`);
for (const [reason, count] of [...reasons].sort(([, a], [, b]) => b - a)) console.log(`${count}\t${reason}`);
