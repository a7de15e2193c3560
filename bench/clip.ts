import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { arch, cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { moduleOf } from "@undertone/bundler";
import { decodeBundle, float32Bytes, nCoefficientsOf, percentile } from "@undertone/core";
import { onnxOf, tfjsLayersOf } from "@undertone/exchange";
import { createInputPipeline } from "@undertone/features";
import { loadDsp } from "@undertone/kernels/dsp";
import { models } from "@undertone/models";
import { installPeers } from "./install-peers.ts";
import { syntheticSpeech } from "./speech.ts";

/**
 * What does a clip of 3 s cost, from 16 kHz PCM to probabilities, and what does the network alone cost in onnxruntime-web and tfjs, who get
 * the features for nothing? Each in a process of its own, in interleaved rounds; the same weights for all.
 */
const N_ROUNDS = 200;
const N_WARM_UPS = 20;

const missing = installPeers();
if (missing) throw new Error(missing);

interface Answer {
  ms: number;
  resident: number;
  probabilities: number[];
}

/** A program that answers each line by a run. */
function started(name: string, file: string, args: readonly (string | number)[]) {
  const path = join(import.meta.dirname, file);
  const running = spawn(process.execPath, [path, ...args.map(String)], { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: running.stdout })[Symbol.asyncIterator]();
  const answers: Answer[] = [];
  const run = async () => {
    running.stdin.write("\n");
    for (;;) {
      const { value, done } = await lines.next();
      if (done) throw new Error(`${name} ended, expected an answer`);
      // tfjs greets on the same stream
      if (!value.startsWith("{")) continue;
      answers.push(JSON.parse(value));
      return;
    }
  };
  return { name, run, answers, end: () => running.stdin.end() };
}

const dsp = await loadDsp();
const waveform = syntheticSpeech(3);
const machine = `${cpus()[0].model}, ${cpus().length} cores, Node ${process.versions.node} ${arch()}`;
console.log(`Clips of 3 s\n${machine}; CPU time in ms, one thread, interleaved; resident memory of the process`);
for (const name of ["default", "nano"] as const) {
  const folder = mkdtempSync(join(tmpdir(), "undertone-clip-"));
  try {
    await compare(name, folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function compare(name: keyof typeof models, folder: string): Promise<void> {
  const file = (path: string, content: string | Uint8Array): string => {
    writeFileSync(join(folder, path), content);
    return join(folder, path);
  };
  const bundle = decodeBundle(readFileSync(models[name]));
  const { values, length } = createInputPipeline(dsp, bundle.input).input(waveform);
  const { nFrames, features } = bundle.input;
  const rest = [file("features.f32", float32Bytes(values)), length, nFrames, nCoefficientsOf(features)];
  const samples = file("samples.f32", float32Bytes(waveform.samples));
  const layers = tfjsLayersOf(bundle);
  file("model.json", layers["model.json"]);
  file("weights.bin", layers["weights.bin"]);
  const programs = [
    started("Undertone, from PCM", "clip/undertone.mjs", [
      file("emotion.mjs", (await moduleOf(bundle)).js),
      samples,
      16_000,
    ]),
    started("onnxruntime-web, network alone", "peers/onnxruntime.mjs", [file("model.onnx", onnxOf(bundle)), ...rest]),
    started("tfjs Wasm, network alone", "clip/tfjs.mjs", [folder, ...rest]),
  ];
  for (let round = 0; round < N_WARM_UPS + N_ROUNDS; round++) for (const { run } of programs) await run();
  for (const { end } of programs) end();

  const [ours] = programs.map(({ answers }) => answers[0].probabilities);
  const rows = programs.map(({ name, answers }) => {
    const times = answers.slice(N_WARM_UPS).map(({ ms }) => ms);
    return {
      name,
      p50: percentile(times, 50),
      p95: percentile(times, 95),
      resident: answers[answers.length - 1].resident,
      difference: Math.max(...answers[0].probabilities.map((value, i) => Math.abs(value - ours[i]))),
    };
  });
  console.log(`\n${name}`);
  for (const { name, p50, p95, resident, difference } of rows) {
    const ratio = `${(p50 / rows[0].p50).toFixed(2)} times ours`;
    console.log(
      `  ${name.padEnd(32)} p50 ${p50.toFixed(2)}, p95 ${p95.toFixed(2)}, ${ratio}, ${resident.toFixed(0)} MiB, differs by ${difference.toExponential(1)}`,
    );
  }
  console.log(JSON.stringify({ question: "clip", model: name, machine, rows }));
}
