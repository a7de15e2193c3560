// Times one peer in a process of its own.
// Usage: node host.mjs PEER.mjs samples.f32 result.f32 sampleRate nFft winLength hopLength nMels nMfcc topDb
// A peer's default export takes the spec and returns, perhaps later, a function from samples to values. Each line on the
// input is answered by one run, whose CPU time in ms is written as a line; see ../child.ts.
import { readFileSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline";

const [peer, source, target, ...numbers] = process.argv.slice(2);
const [sampleRate, nFft, winLength, hopLength, nMels, nMfcc, topDb] = numbers.map(Number);
const samples = new Float32Array(Uint8Array.from(readFileSync(source)).buffer);
const { default: create } = await import(`./${peer}`);
const run = await create({ sampleRate, nFft, winLength, hopLength, nMels, nMfcc, topDb });

let first = true;
for await (const _ of createInterface({ input: process.stdin })) {
  const start = process.cpuUsage();
  const values = run(samples);
  const { user, system } = process.cpuUsage(start);
  if (first) writeFileSync(target, values);
  first = false;
  console.log((user + system) / 1000);
}
