import { readFileSync } from "node:fs";
import { decodeBundle } from "@undertone/core";
import { models } from "@undertone/models";
import { createRecognizer } from "@undertone/runtime";
import { syntheticSpeech } from "./speech.ts";

/** Does memory grow over 100 000 recognitions and 100 000 hops of streams, of many lengths and sample rates? */
const N = 100_000;
const N_STEPS = 10;
const SAMPLE_RATES = [8000, 16_000, 22_050, 48_000];

const recognizer = await createRecognizer(decodeBundle(readFileSync(models.nano)));
const speech = syntheticSpeech(60).samples;

/** A stretch of speech, another one for each number. */
function stretch(i: number, longest: number): Float32Array {
  const length = 1 + ((i * 7919) % longest);
  const start = (i * 104_729) % (speech.length - length);
  return speech.subarray(start, start + length);
}

const results: Record<string, number | string>[] = [];
function note(what: string, done: number): void {
  globalThis.gc?.();
  const { heapUsed, arrayBuffers, rss } = process.memoryUsage();
  const [heap, buffers, resident] = [heapUsed, arrayBuffers, rss].map((bytes) => Number((bytes / 2 ** 20).toFixed(2)));
  results.push({ what, done, heap, buffers, resident });
  console.log(
    `  ${String(done).padStart(7)} ${what}: heap ${heap}, array buffers ${buffers}, resident ${resident} MiB`,
  );
}

console.log("Memory");
for (let i = 1; i <= N; i++) {
  const sampleRate = SAMPLE_RATES[Math.floor(i / 1000) % SAMPLE_RATES.length];
  recognizer.recognize({ samples: stretch(i, 8000), sampleRate });
  if (i % (N / N_STEPS) === 0) note("recognitions", i);
}
const stream = recognizer.stream({ window: 0.5, hop: 0.02, threshold: 0, smoothing: 0.5, sampleRate: 16_000 });
let hops = 0;
for (let i = 1, next = N / N_STEPS; hops < N; i++) {
  hops += stream.push(stretch(i, 4000)).length;
  if (hops >= next) note("hops", hops);
  while (hops >= next) next += N / N_STEPS;
}
console.log(JSON.stringify({ question: "memory", results }));
