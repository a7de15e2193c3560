// Times ONNX Runtime's Wasm build on a network that Undertone exported, in a process of its own, on one thread; see ../clip.ts.
// Usage: node onnxruntime.mjs model.onnx features.f32 length nFrames nCoefficients
import { readFileSync } from "node:fs";
import * as ort from "onnxruntime-web/wasm";
import { answer, floats } from "./clip-host.mjs";

const [model, features, ...numbers] = process.argv.slice(2);
const [length, nFrames, nCoefficients] = numbers.map(Number);
ort.env.wasm.numThreads = 1;
const session = await ort.InferenceSession.create(readFileSync(model));
const feeds = { features: new ort.Tensor("float32", floats(features), [1, nFrames, nCoefficients]) };
if (session.inputNames.includes("length")) feeds.length = new ort.Tensor("int32", Int32Array.of(length), [1]);
await answer(async () => (await session.run(feeds)).probabilities.data);
