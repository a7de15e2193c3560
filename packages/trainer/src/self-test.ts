import { LABELS, type Layer, sha256Hex, type Waveform } from "@undertone/core";
import demo from "@undertone/recipes/demo.json" with { type: "json" };
import { type CalculatorEnvironment, createCalculator, type MicroBatch, type TrainingSetup } from "./calculator.ts";
import { initialWeights } from "./initialize.ts";
import { createLearner } from "./learner.ts";
import { initialState } from "./learner-state.ts";
import { layersFor } from "./model.ts";
import { parseRecipe, type Recipe } from "./recipe.ts";
import { learningRateAt } from "./schedule.ts";

/** This engine computes other bits than those that every model is promised to have; the message names both hashes. */
export class ArithmeticError extends Error {
  override readonly name = "ArithmeticError";
}

/** What `selfTestSha256` gives where arithmetic is as it must be. A change of any kernel's bits changes it. */
const EXPECTED_SHA256 = "576974ff419aeef292ef8b287cb166d667d9a04771c9b9c0da1be88c0daa99c2";

/**
 * Refuses to train on an engine whose arithmetic differs, before hours are spent on other weights. Takes about as long as a step.
 *
 * @throws ArithmeticError naming both hashes
 * @throws BackendError if another backend of tfjs is active
 */
export function assertArithmetic(environment: CalculatorEnvironment): void {
  const sha256 = selfTestSha256(environment);
  if (sha256 === EXPECTED_SHA256) return;
  throw new ArithmeticError(
    `the self-test's SHA-256 is ${sha256}, expected ${EXPECTED_SHA256}: this engine's arithmetic would train other weights`,
  );
}

/**
 * SHA-256 of a fixed computation through all that decides weights: two steps of two micro-batches by a small recipe that has
 * every kind of layer and augmentation, then an evaluation. Hashed are the losses, logits, weights, moments and averages.
 */
export function selfTestSha256(environment: CalculatorEnvironment): string {
  const recipe = selfTestRecipe();
  const { network } = layersFor(recipe, LABELS.length);
  const setup: TrainingSetup = { recipe, classWeights: LABELS.map((_, label) => 1 + label / 4), statistics: null };
  const calculator = createCalculator(setup, environment);
  const learner = createLearner(
    network,
    initialState(network, initialWeights(network, recipe.seed), { averaged: true }),
    recipe,
  );
  try {
    const examples = [5000, 2800, 2401, 1999].map((n, i) => ({ waveform: sawtooth(n, i), label: (3 * i) % 7 }));
    const numbers: number[] = [];
    for (let step = 0; step < 2; step++) {
      const parts = [0, 1].map(
        (index): MicroBatch => ({
          ...{ epoch: 1, step, index, share: index === 0 ? 0.375 : 0.625 },
          examples: examples.slice(2 * index, 2 * index + 2),
          utterances: [2 * index, 2 * index + 1],
        }),
      );
      const contributions = parts.map((one) => calculator.contribution(learner.current(), calculator.inputs(one)));
      learner.step(contributions, learningRateAt(step + 1, 3, recipe.optimizer));
      numbers.push(...contributions.map(({ loss }) => loss));
    }
    const { logits, loss } = calculator.evaluation(learner.kept(), examples);
    const { weights, averages, moments, powers } = learner.state();
    const groups = [weights, averages!, moments.first, moments.second].flatMap((group) => [...group.values()]);
    return sha256Of([Float64Array.of(...numbers, loss, ...powers), logits, ...groups]);
  } finally {
    learner.dispose();
    calculator.dispose();
  }
}

/** The demo's input and optimizer with clipping, everything drawn, and a layer of each kind. */
function selfTestRecipe(): Recipe {
  const convolution = (filters: number, kernel: [number, number], strides: [number, number], dilation = 1): Layer => ({
    ...{ kind: "conv2d", filters, kernel, strides, dilations: [dilation, 1], padding: "same", bias: dilation > 1 },
  });
  const { input, augmentation, optimizer } = parseRecipe(demo);
  return parseRecipe({
    ...demo,
    epochs: 3,
    batchSize: 4,
    microBatchSize: 2,
    input: {
      ...input,
      features: { ...input.features, kind: "logMel", deltas: 1, topDb: 80 },
      nFrames: 12,
      normalization: "utterance",
    },
    augmentation: {
      ...augmentation,
      noise: { probability: 1, snrDb: [10, 20] },
      melWarp: 0.1,
      frequencyMasks: { count: 1, share: 0.1 },
    },
    layers: [
      convolution(8, [3, 5], [1, 4]),
      { kind: "batchNorm", relu: true },
      { kind: "maxPool", size: [2, 2], strides: [1, 2], padding: "same" },
      { kind: "frequencyToChannels" },
      convolution(8, [1, 1], [1, 1]),
      // Eight channels and steps of 1 take one way through the gradients of a convolution, all others another.
      {
        kind: "residual",
        layers: [
          convolution(8, [5, 1], [1, 1]),
          { kind: "relu" },
          convolution(8, [3, 1], [1, 1], 2),
          { kind: "dropout", rate: 0.2 },
        ],
      },
      convolution(5, [3, 1], [2, 1]),
      { kind: "statisticsPool", deviation: true },
      { kind: "dense", units: 9, relu: true },
      { kind: "dropout", rate: 0.3 },
    ],
    optimizer: { ...optimizer, clipNorm: 0.5 },
    averagingDecay: 0.75,
  });
}

/** A sawtooth in whole numbers over a faint noise, so that every engine makes the same. */
function sawtooth(n: number, voice: number): Waveform {
  const samples = new Float32Array(n);
  let noise = voice + 1;
  for (let t = 0; t < n; t++) {
    noise = (Math.imul(noise, 1_664_525) + 1_013_904_223) >>> 0;
    samples[t] = (((t * (97 + 31 * voice)) % 8192) - 4096 + (noise >>> 23)) / 32_768;
  }
  return { samples, sampleRate: 16_000 };
}

function sha256Of(arrays: readonly (Float32Array | Float64Array)[]): string {
  const bytes = arrays.map(({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength));
  const all = new Uint8Array(bytes.reduce((sum, { length }) => sum + length, 0));
  let start = 0;
  for (const part of bytes) {
    all.set(part, start);
    start += part.length;
  }
  return sha256Hex(all);
}
