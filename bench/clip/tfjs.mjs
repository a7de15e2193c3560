// Times the Wasm backend of stock tfjs on a layers model that Undertone exported, in a process of its own, on one thread; see
// ../clip.ts.
// Usage: node tfjs.mjs FOLDER features.f32 length nFrames nCoefficients
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { answer, floats } from "./host.mjs";

const require = createRequire(import.meta.url);
const tf = require("@tensorflow/tfjs");
const { setThreadsCount, setWasmPaths } = require("@tensorflow/tfjs-backend-wasm");

const [folder, features, ...numbers] = process.argv.slice(2);
const [length, nFrames, nCoefficients] = numbers.map(Number);
setThreadsCount(1);
setWasmPaths(`${dirname(require.resolve("@tensorflow/tfjs-backend-wasm"))}/`);
await tf.setBackend("wasm");

const { modelTopology, weightsManifest } = JSON.parse(readFileSync(`${folder}/model.json`, "utf8"));
const weightData = Uint8Array.from(readFileSync(`${folder}/weights.bin`)).buffer;
const weightSpecs = weightsManifest.flatMap(({ weights }) => weights);
const model = await tf.loadLayersModel(tf.io.fromMemory({ modelTopology, weightSpecs, weightData }));
const x = tf.tensor3d(floats(features), [1, nFrames, nCoefficients]);
const mask = tf.tensor2d([Array.from({ length: nFrames }, (_, t) => Number(t < length))]);
await answer(async () => tf.tidy(() => model.predict(model.inputs.length === 2 ? [x, mask] : x).dataSync()));
