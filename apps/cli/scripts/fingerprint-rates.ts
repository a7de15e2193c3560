/**
 * How often the audit's fingerprint misses a copy, and how near different recordings come: clips are encoded again by ffmpeg,
 * resampled, made quieter, cut, put in noise, and compared with themselves; and RAVDESS's two takes of each sentence are compared
 * with each other.
 *
 *   node --conditions=@undertone/source --import tsx apps/cli/scripts/fingerprint-rates.ts CORPORA [EVERY]
 *
 * CORPORA holds audio in any folders; each EVERYth file (default 40) is copied. Prints a table of differences, shares of bits.
 */
import { execFileSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { percentile } from "@undertone/core";
import {
  createFingerprinter,
  type Fingerprint,
  fingerprintDifference,
  isAudioPath,
  MOST_DIFFERENT,
  readCorpus,
  sameSound,
} from "@undertone/corpus";
import { gaussianNoise, loadDsp, mixAtSnr } from "@undertone/kernels/dsp";
import { createAudioReader } from "../src/files/audio-reader.ts";
import { walk } from "../src/files/walk.ts";
import { table } from "../src/terminal/format.ts";

const [corpora, every = "40"] = process.argv.slice(2);
if (corpora === undefined) throw new Error("corpora is missing, expected a folder");

const ENCODINGS: Readonly<Record<string, { ending: string; args: string[] }>> = {
  "MP3, 64 kbit/s": { ending: "mp3", args: ["-b:a", "64k"] },
  "Vorbis, 64 kbit/s": { ending: "ogg", args: ["-c:a", "libvorbis", "-b:a", "64k"] },
  "Opus, 64 kbit/s": { ending: "opus", args: ["-c:a", "libopus", "-b:a", "64k", "-ar", "48000"] },
  "FLAC, 20 dB down": { ending: "flac", args: ["-af", "volume=-20dB"] },
  "22.05 kHz": { ending: "wav", args: ["-ar", "22050"] },
  "8 kHz": { ending: "wav", args: ["-ar", "8000"] },
  "without its first 300 ms": { ending: "wav", args: ["-ss", "0.3"] },
  "without 137 ms, 12 dB down, MP3": { ending: "mp3", args: ["-ss", "0.137", "-af", "volume=-12dB", "-b:a", "64k"] },
};

const dsp = await loadDsp();
const reader = await createAudioReader(16_000, dsp);
const printer = createFingerprinter(dsp);
const paths = (await walk(corpora, new AbortController().signal)).filter(isAudioPath);
const waveformOf = async (path: string) => (await reader.read(path)).waveform;
const printOf = async (path: string) => printer.fingerprint(await waveformOf(path));

const rows: string[][] = [["", "n", "missed", "least", "median", "99 %", "most"]];
const tell = (name: string, differences: readonly number[], missed: number | null) => {
  const at = (percent: number) => percentile(differences, percent).toFixed(3);
  rows.push([name, String(differences.length), missed === null ? "" : String(missed), at(0), at(50), at(99), at(100)]);
};

const originals = paths.filter((_, i) => i % Number(every) === 0).map((path) => join(corpora, path));
const prints = new Map<string, Fingerprint>();
for (const path of originals) prints.set(path, await printOf(path));

async function compare(name: string, copyOf: (path: string) => Promise<Fingerprint>): Promise<void> {
  const differences: number[] = [];
  let missed = 0;
  for (const [path, print] of prints) {
    const copy = await copyOf(path);
    differences.push(fingerprintDifference(print, copy));
    if (sameSound([print, copy]).length === 0) missed++;
  }
  tell(name, differences, missed);
}

const folder = await mkdtemp(join(tmpdir(), "undertone-fingerprints-"));
try {
  for (const [name, { ending, args }] of Object.entries(ENCODINGS)) {
    const copy = join(folder, `copy.${ending}`);
    await compare(name, (path) => {
      execFileSync("ffmpeg", ["-nostdin", "-loglevel", "error", "-y", "-i", path, ...args, copy]);
      return printOf(copy);
    });
  }
} finally {
  await rm(folder, { recursive: true });
}
for (const snrDb of [40, 20]) {
  await compare(`noise at ${snrDb} dB`, async (path) => {
    const { samples, sampleRate } = await waveformOf(path);
    const noise = gaussianNoise(dsp, samples.length, [1, 2, 3, 4]);
    return printer.fingerprint({ samples: mixAtSnr(dsp, samples, noise, snrDb), sampleRate });
  });
}

// RAVDESS names differ in their sixth number between two takes.
const ravdess = readCorpus(paths, { adapter: "ravdess" }).utterances.map(({ path }) => path);
const takes: number[] = [];
for (const path of ravdess.filter((one) => /-01-\d\d\.\w+$/.test(one))) {
  const other = path.replace(/-01(-\d\d\.\w+)$/, "-02$1");
  if (!ravdess.includes(other)) continue;
  const [a, b] = [await printOf(join(corpora, path)), await printOf(join(corpora, other))];
  takes.push(fingerprintDifference(a, b));
}
if (takes.length > 0) {
  tell("two takes of RAVDESS", takes, null);
  console.log(`takes under ${MOST_DIFFERENT}: ${takes.filter((difference) => difference <= MOST_DIFFERENT).length}`);
}
console.log(table(rows, "lr"));
