/**
 * Trains two small convolutional nets for many steps each, a stock one of tf.layers and one of this package's ops, and fails
 * unless memory stays flat: tensors, data buffers, bytes of the Wasm heap, and what JavaScript keeps.
 *
 *   node --expose-gc --conditions=@undertone/source --import tsx packages/tfjs-wasm-train/scripts/check-memory.ts [STEPS]
 *
 * 10 000 steps each in Node 20.20: 43 tensors in 43 buffers and a heap of 16 777 216 bytes before and after both; JavaScript's
 * heap grew from 53.5 to 54.3 MB with tf.layers and from 54.3 to 55.0 MB with own ops, under 100 bytes a step.
 */
import * as tf from "@tensorflow/tfjs";
import {
  batchNorm,
  clipFactor,
  conv2d,
  dense,
  dropout,
  globalNorm,
  initialSgd,
  maxPool,
  sgdStep,
  softmaxCrossEntropy,
  startTrainingBackend,
  statisticsPool,
} from "@undertone/tfjs-wasm-train";

const STEPS = Number(process.argv[2] ?? 10_000);
const WARM_UP = 200;
/** What the JavaScript heap may grow by: V8's own compiled code and feedback, not a step's. */
const JS_BYTES = 2 ** 20;

const { gc } = globalThis;
if (!gc) throw new Error("gc is undefined, expected node --expose-gc");
const training = await startTrainingBackend();
const x = tf.randomNormal<tf.Rank.R4>([8, 12, 10, 1], 0, 1, "float32", 1);
const y = tf.oneHot(tf.tensor1d([0, 1, 2, 0, 1, 2, 0, 1], "int32"), 3);

/** A step of a stock model: convolution, batch normalization, pooling, dropout, Adam. */
function layersStep(): () => Promise<unknown> {
  const model = tf.sequential({
    layers: [
      tf.layers.conv2d({ inputShape: [12, 10, 1], filters: 6, kernelSize: 3, padding: "same", useBias: false }),
      tf.layers.batchNormalization(),
      tf.layers.reLU(),
      tf.layers.maxPooling2d({ poolSize: 2 }),
      tf.layers.separableConv2d({ filters: 8, kernelSize: 3, activation: "relu" }),
      tf.layers.dropout({ rate: 0.2 }),
      tf.layers.globalAveragePooling2d({}),
      tf.layers.dense({ units: 3, activation: "softmax" }),
    ],
  });
  model.compile({ optimizer: tf.train.adam(0.001), loss: "categoricalCrossentropy" });
  return () => model.trainOnBatch(x, y);
}

/** A step of this package's ops, with every optimizer part. */
function opsStep(): () => Promise<unknown> {
  const random = (shape: number[], seed: number) => tf.randomNormal(shape, 0, 0.3, "float32", seed);
  let weights: tf.Tensor[] = [random([3, 3, 1, 6], 2), tf.ones([6]), tf.zeros([6]), random([12, 3], 3), tf.zeros([3])];
  let state = initialSgd(weights);
  const targets = tf.cast(y, "float32");
  const [each, lengths] = [tf.ones([8]), new Int32Array(8).fill(6)];
  let step = 0;
  return async () => {
    const lossOf = (...[kernel, gamma, beta, last, bias]: tf.Tensor[]) => {
      const h = batchNorm(conv2d(x, kernel as tf.Tensor4D), gamma, beta, { relu: true }).y;
      const pooled = dropout(maxPool(h, { size: [2, 2] }), 0.2, { key: [1, 2], counter: [step, 0, 0] });
      const logits = dense(statisticsPool(pooled, lengths, true), last, bias);
      return softmaxCrossEntropy(logits, targets, each, { labelSmoothing: 0.1, classWeights: [1, 2, 1] });
    };
    const { value, grads } = tf.valueAndGrads(lossOf)(weights);
    const gradientScale = clipFactor(globalNorm(grads), 1);
    const next = sgdStep(weights, grads, state, {
      learningRate: 0.01,
      momentum: 0.9,
      weightDecay: 0.01,
      gradientScale,
    });
    tf.dispose([weights, state.velocity, grads, value]);
    weights = next.weights;
    state = next.state;
    step++;
  };
}

function used() {
  gc?.();
  const { numTensors, numDataBuffers } = tf.memory();
  const wasmData = training.backend.numDataIds();
  return {
    numTensors,
    numDataBuffers,
    wasmData,
    heapBytes: training.heapBytes(),
    jsBytes: process.memoryUsage().heapUsed,
  };
}

for (const [name, step] of Object.entries({ "tf.layers": layersStep(), "own ops": opsStep() })) {
  for (let i = 0; i < WARM_UP; i++) await step();
  const before = used();
  for (let i = 0; i < STEPS; i++) await step();
  const after = used();
  console.log(`${name}, ${STEPS} steps:`);
  for (const key of Object.keys(before) as (keyof typeof before)[]) {
    console.log(`  ${key.padEnd(15)} ${before[key]} -> ${after[key]}`);
    const allowed = key === "jsBytes" ? JS_BYTES : 0;
    if (after[key] - before[key] > allowed) throw new Error(`${key} is ${after[key]}, expected ${before[key]}`);
  }
}
