// Times ONNX Runtime's Wasm build on a network that Undertone exported, in a process of its own, on one thread.
// Usage: node onnxruntime.mjs model.onnx features.f32 result.f32 length nFrames nCoefficients
// Each line on the input is answered by one run, whose CPU time in ms is written as a line; see ../child.ts.
import { readFileSync, writeFileSync } from "node:fs";
import { createInterface } from "node:readline";
import * as ort from "onnxruntime-web/wasm";

const [model, source, target, ...numbers] = process.argv.slice(2);
const [length, nFrames, nCoefficients] = numbers.map(Number);
ort.env.wasm.numThreads = 1;
const session = await ort.InferenceSession.create(readFileSync(model));
const values = new Float32Array(Uint8Array.from(readFileSync(source)).buffer);
const feeds = { features: new ort.Tensor("float32", values, [1, nFrames, nCoefficients]) };
if (session.inputNames.includes("length")) feeds.length = new ort.Tensor("int32", Int32Array.of(length), [1]);

let first = true;
for await (const _ of createInterface({ input: process.stdin })) {
  const start = process.cpuUsage();
  const { probabilities } = await session.run(feeds);
  const { user, system } = process.cpuUsage(start);
  if (first) writeFileSync(target, probabilities.data);
  first = false;
  console.log((user + system) / 1000);
}
