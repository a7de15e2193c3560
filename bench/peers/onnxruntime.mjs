// Times ONNX Runtime's Wasm build on a network that Undertone exported, in a process of its own, on one thread; see ../clip.ts,
// and ../clip/host.mjs for what is answered: peers share no file with the bench.
// Usage: node onnxruntime.mjs model.onnx features.f32 length nFrames nCoefficients
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";
import * as ort from "onnxruntime-web/wasm";

const [model, source, ...numbers] = process.argv.slice(2);
const [length, nFrames, nCoefficients] = numbers.map(Number);
ort.env.wasm.numThreads = 1;
const session = await ort.InferenceSession.create(readFileSync(model));
const values = new Float32Array(Uint8Array.from(readFileSync(source)).buffer);
const feeds = { features: new ort.Tensor("float32", values, [1, nFrames, nCoefficients]) };
if (session.inputNames.includes("length")) feeds.length = new ort.Tensor("int32", Int32Array.of(length), [1]);

for await (const _ of createInterface({ input: process.stdin })) {
  const start = process.cpuUsage();
  const { probabilities } = await session.run(feeds);
  const { user, system } = process.cpuUsage(start);
  const resident = process.memoryUsage.rss() / 2 ** 20;
  console.log(JSON.stringify({ ms: (user + system) / 1000, resident, probabilities: [...probabilities.data] }));
}
