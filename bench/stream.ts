import { readFileSync } from "node:fs";
import { loadWaveform } from "@undertone/audio";
import { coloredNoise, loadDsp } from "@undertone/kernels/dsp";
import { createRecognizer } from "@undertone/runtime";
import { startTrainingBackend } from "@undertone/tfjs-wasm-train";
import { changedRecipe, modelBundle, recipeNamed, train } from "@undertone/trainer";
import { parseArguments } from "./arguments.ts";
import { threeSecondClips } from "./clips.ts";
import { syntheticSpeech } from "./speech.ts";

/**
 * How often does a stream's gate err? Windows of 3 s each half second; the weights do not
 * matter: one epoch of the smallest recipe makes them.
 *
 * Usage: npm run bench -- stream [FILE of speech...]; without, synthetic speech.
 */
const THRESHOLD = 0.05;
const SAMPLE_RATE = 16_000;
const dsp = await loadDsp();
const backend = await startTrainingBackend();
const { model } = await train(changedRecipe(recipeNamed("nano"), { epochs: 1 }), threeSecondClips(14), {
  dsp,
  backend,
});
const about = { corpora: ["synthetic"], speakers: [], synthetic: true, protocol: "none", metrics: {} };
const recognizer = await createRecognizer(modelBundle(model, { ...about, undertoneVersion: "0.1.0" }));

/** The share of speech in each window; nothing is recognized unless all is speech. */
function shares(samples: Float32Array): number[] {
  const stream = recognizer.stream({ window: 3, threshold: 1, sampleRate: SAMPLE_RATE });
  return [...stream.push(samples), ...stream.flush()].map(({ speech }) => speech);
}

const minute = 60 * SAMPLE_RATE;
const at = (db: number, samples: Float32Array) => samples.map((sample) => sample * 10 ** (db / 20));
const noise = (exponent: number) => coloredNoise(dsp, minute, exponent, [1, 2, 3, 4]);
const hum = Float32Array.from({ length: minute }, (_, i) => {
  const phase = (2 * Math.PI * 50 * i) / SAMPLE_RATE;
  return Math.sin(phase) + 0.5 * Math.sin(3 * phase) + 0.25 * Math.sin(5 * phase);
});
const silent: [string, Float32Array][] = [["digital silence", new Float32Array(minute)]];
for (const db of [-60, -40, -20]) {
  for (const [name, exponent] of [
    ["white", 0],
    ["pink", 1],
    ["brown", 2],
  ] as const) {
    silent.push([`${name} noise, ${db} dB`, at(db, noise(exponent))]);
  }
  silent.push([`hum, ${db} dB`, at(db, hum)]);
}
// What sets in after silence is the hard case: the floor is not yet known to have risen.
for (const [name, exponent] of [
  ["white", 0],
  ["pink", 1],
  ["brown", 2],
] as const) {
  silent.push([
    `${name} noise, -30 dB, 10 s on, 10 s off`,
    at(-30, noise(exponent)).map((x, i) => (Math.floor(i / SAMPLE_RATE / 10) % 2 ? x : x * 1e-3)),
  ]);
}
silent.push([
  "hum, -30 dB, 10 s on, 10 s off",
  at(-30, hum).map((x, i) => (Math.floor(i / SAMPLE_RATE / 10) % 2 ? x : x * 1e-3)),
]);

const report = (name: string, found: readonly number[], wrong: (share: number) => boolean) => {
  const sorted = [...found].sort((a, b) => a - b);
  const of = (p: number) => sorted[Math.round(p * (sorted.length - 1))].toFixed(2);
  const nWrong = found.filter(wrong).length;
  console.log(
    `  ${name.padEnd(40)} ${String(nWrong).padStart(5)} of ${found.length} wrong; shares ${of(0)} ${of(0.01)} ${of(0.5)} ${of(1)}`,
  );
  return { name, windows: found.length, wrong: nWrong };
};
console.log("Gate: windows of 3 s; wrong, and the share of speech: least, 1st percentile, median, most");
const results = silent.map(([name, samples]) => report(name, shares(samples), (share) => share >= THRESHOLD));

const { files } = parseArguments(process.argv.slice(2));
const clips: Float32Array[] = [];
for (const file of files) {
  clips.push((await loadWaveform(dsp, readFileSync(file), file, SAMPLE_RATE)).waveform.samples);
}
if (clips.length === 0) clips.push(syntheticSpeech(60).samples);
const noisy = (clip: Float32Array, exponent: number, snrDb: number) => {
  const power = clip.reduce((sum, x) => sum + x * x, 0) / clip.length;
  const gain = Math.sqrt(power / 10 ** (snrDb / 10));
  const added = coloredNoise(dsp, clip.length, exponent, [1, 2, 3, 4]);
  return clip.map((x, i) => x + gain * added[i]);
};
const missed = (share: number) => share < THRESHOLD;
results.push(report("speech", clips.flatMap(shares), missed));
for (const [color, exponent] of [
  ["white", 0],
  ["pink", 1],
] as const) {
  for (const snrDb of [20, 10, 5]) {
    const found = clips.flatMap((clip) => shares(noisy(clip, exponent, snrDb)));
    results.push(report(`speech in ${color} noise, ${snrDb} dB`, found, missed));
  }
}

console.log(JSON.stringify({ question: "stream", results }));
