/**
 * What `undertone corpus` takes for a folder of very many files: makes them, small, in a temporary folder, each thousandth broken
 * and each five thousandth a copy of another, audits them, and tells time and the largest memory of the process.
 *
 *   node --conditions=@undertone/source --import tsx apps/cli/scripts/corpus-at-scale.ts [FILES]
 *
 * FILES is 100000 unless given: 1.6 GB on the disk. Prints one line of JSON. Needs Linux, whose /proc tells of memory. On a shared
 * machine of two cores, Node 20.20: 100000 files in 201 s and 412 MB, 3000 in 13 s and 225 MB; all broken files and copies found.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { writeWav } from "@undertone/audio";
import { LABELS, randomAt } from "@undertone/core";

const [count = 100_000] = process.argv.slice(2).map(Number);
const N_SPEAKERS = 100;
const SAMPLE_RATE = 8000;
const SECONDS = 0.8;

const folder = await mkdtemp(join(tmpdir(), "undertone-at-scale-"));
try {
  await makeFiles();
  const main = fileURLToPath(new URL("../src/main.ts", import.meta.url));
  const start = performance.now();
  const child = spawn(
    process.execPath,
    [
      ...["--conditions=@undertone/source", "--import", "tsx", main],
      ...["corpus", folder, "--adapter", "folder-speaker", "--no-cache", "--unsound", "--json"],
    ],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (text) => (output += text));
  let memory = 0;
  const watch = setInterval(() => (memory = Math.max(memory, residentMegabytes(child.pid!))), 500);
  const [exitCode] = await once(child, "close");
  clearInterval(watch);
  const seconds = (performance.now() - start) / 1000;
  const { audit, broken, corpora } = JSON.parse(output);
  console.log(
    JSON.stringify({
      ...{ files: count, exitCode, seconds: Math.round(seconds), residentMegabytes: Math.round(memory) },
      ...{ utterances: corpora[0].utterances, broken: broken.length, duplicates: audit.files.duplicates.length },
    }),
  );
} finally {
  await rm(folder, { recursive: true });
}

/** Tones that change every tenth of a second, drawn for each file, in folders LABEL/SPEAKER. */
async function makeFiles(): Promise<void> {
  let last = new Uint8Array(0);
  for (let i = 0; i < count; i++) {
    const place = join(folder, LABELS[i % LABELS.length], `speaker-${Math.floor(i / LABELS.length) % N_SPEAKERS}`);
    if (i < LABELS.length * N_SPEAKERS) await mkdir(place, { recursive: true });
    if (i % 5000 !== 1) last = writeWav(drawnTones(i));
    await writeFile(join(place, `${i}.wav`), i % 1000 === 7 ? "no audio" : last);
  }
}

function drawnTones(file: number) {
  const random = randomAt(1, "synthesize", { utterance: file });
  const samples = new Float32Array(SECONDS * SAMPLE_RATE);
  let tones: number[] = [];
  for (let i = 0; i < samples.length; i++) {
    if (i % 800 === 0) tones = Array.from({ length: 5 }, () => random.between(200, 3400));
    samples[i] = tones.reduce((sum, hz) => sum + 0.1 * Math.sin((2 * Math.PI * hz * i) / SAMPLE_RATE), 0);
  }
  return { samples, sampleRate: SAMPLE_RATE };
}

function residentMegabytes(pid: number): number {
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1] ?? 0) / 1000;
  } catch {
    return 0;
  }
}
