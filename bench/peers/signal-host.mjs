// Times one peer that turns a signal into another, in a process of its own.
// Usage: node signal-host.mjs PEER.mjs samples.f32 result.f32 numbers...
// A peer's default export takes the numbers and returns, perhaps later, a function from samples to samples. Each line on
// the input is answered by one run, whose CPU time in ms is written as a line; see ../child.ts.
import { readFileSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline";

const [peer, source, target, ...numbers] = process.argv.slice(2);
const samples = new Float32Array(Uint8Array.from(readFileSync(source)).buffer);
const { default: create } = await import(`./${peer}`);
const run = await create(...numbers.map(Number));

let first = true;
for await (const _ of createInterface({ input: process.stdin })) {
  const start = process.cpuUsage();
  const result = run(samples);
  const { user, system } = process.cpuUsage(start);
  if (first) writeFileSync(target, Float32Array.from(result));
  first = false;
  console.log((user + system) / 1000);
}
