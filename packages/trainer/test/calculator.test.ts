import * as tf from "@tensorflow/tfjs-core";
import { loadDsp } from "@undertone/kernels/dsp";
import { type Recipe, recipeNamed } from "@undertone/trainer";
import { describe, expect, it } from "vitest";
import { type Calculator, createCalculator, type MicroBatch } from "../src/calculator.ts";
import { initialWeights } from "../src/initialize.ts";
import { layersFor } from "../src/model.ts";
import { joined, parted, summed } from "../src/parameter-vector.ts";
import { prepare } from "../src/prepare.ts";
import { startBackend } from "./backend.ts";
import { tinyData, tinyRecipe } from "./tiny.ts";

const environment = { dsp: await loadDsp(), backend: await startBackend() };
const data = tinyData();
const CLASS_WEIGHTS = [1, 2, 3, 1, 0.5, 1, 4];

/** Dropout and batch normalization make a micro-batch differ from a part of the batch: here neither is. */
const plainRecipe = (): Recipe => {
  const layers = recipeNamed("demo").layers.filter(({ kind }) => !["residual", "batchNorm", "dropout"].includes(kind));
  return tinyRecipe({ layers });
};

/** A calculator for seven utterances of one voice, the weights it starts from, and its micro-batches. */
function workshop(recipe: Recipe) {
  const { network } = layersFor(recipe, CLASS_WEIGHTS.length);
  const { train, statistics } = prepare(environment.dsp, recipe, data);
  const calculator = createCalculator({ recipe, classWeights: CLASS_WEIGHTS, statistics }, environment);
  const weights = joined(network.parameters, initialWeights(network, 1));
  const weigh = (utterances: number[]) => utterances.reduce((sum, u) => sum + CLASS_WEIGHTS[train[u].label], 0);
  const part = (index: number, utterances: number[]): MicroBatch => ({
    ...{ epoch: 2, step: 5, index, utterances },
    examples: utterances.map((utterance) => train[utterance]),
    share: weigh(utterances) / weigh([0, 1, 2, 3, 4, 5, 6]),
  });
  const contribution = (microBatch: MicroBatch, from = weights) =>
    calculator.contribution(from, calculator.inputs(microBatch));
  return { calculator, contribution, weights, part, network, examples: train };
}

const disposing = <T>({ calculator }: { calculator: Calculator }, body: () => T): T => {
  try {
    return body();
  } finally {
    calculator.dispose();
  }
};

describe("the contributions of micro-batches", () => {
  it("sum to the gradient and loss of the whole batch, the mean by class weight", () => {
    const shop = workshop(plainRecipe());
    disposing(shop, () => {
      const { contribution, part } = shop;
      const whole = contribution(part(0, [0, 1, 2, 3, 4, 5, 6]));
      const parts = [part(0, [0, 1]), part(1, [2]), part(2, [3, 4, 5, 6])];
      const contributions = parts.map((one) => contribution(one));
      const gradients = summed(contributions.map((one) => one.gradients));
      // float32 rounding of sums over 100 frames of seven utterances
      const tolerance = 3e-6 * Math.max(...whole.gradients.map(Math.abs));
      const errors = whole.gradients.map((value, i) => Math.abs(gradients[i] - value));
      expect(errors.reduce((a, b) => Math.max(a, b))).toBeLessThan(tolerance);
      const loss = contributions.reduce((sum, one, m) => sum + parts[m].share * one.loss, 0);
      expect(loss).toBeCloseTo(whole.loss, 6);
      expect(parts.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 14);
    });
  });

  it("follow from what is given alone, whatever was computed before or between inputs and gradients", () => {
    const shop = workshop(tinyRecipe());
    disposing(shop, () => {
      const { calculator, contribution, weights, part, examples } = shop;
      const [a, b] = [part(0, [0, 1, 2]), part(1, [3, 4, 5, 6])];
      const first = [contribution(a), contribution(b)];
      const inputs = [b, a].map(calculator.inputs);
      calculator.evaluation(weights, examples.slice(0, 3));
      const again = inputs.map((one) => calculator.contribution(weights, one));
      expect(again.reverse()).toEqual(first);
    });
  });

  it("draw dropout of their own, in each epoch and step, and no other random by their place", () => {
    const gradientsOf = (recipe: Recipe, all: readonly Partial<MicroBatch>[]) => {
      const shop = workshop({ ...recipe, augmentation: null });
      const of = (changes: Partial<MicroBatch>) =>
        shop.contribution({ ...shop.part(0, [0, 1, 2]), ...changes }).gradients;
      return disposing(shop, () => all.map(of));
    };
    const changes = [{}, { index: 1 }, { step: 6 }, { epoch: 3 }];
    const [dropped, ...droppedElsewhere] = gradientsOf(tinyRecipe(), changes);
    for (const gradients of droppedElsewhere) expect(gradients).not.toEqual(dropped);
    const [plain, ...plainElsewhere] = gradientsOf(plainRecipe(), changes);
    for (const gradients of plainElsewhere) expect(gradients).toEqual(plain);
  });

  it("leave no tensor behind, also where a layer fails", () => {
    const shop = workshop(tinyRecipe());
    disposing(shop, () => {
      const { contribution, weights, part } = shop;
      const before = [tf.memory().numTensors, environment.dsp.mark()];
      contribution(part(0, [0, 1]));
      expect(() => contribution(part(0, [0, 1]), weights.subarray(1))).toThrow();
      expect([tf.memory().numTensors, environment.dsp.mark()]).toEqual(before);
    });
  });
});

describe("parameter vectors", () => {
  it("come apart as they were joined", () => {
    const { network } = layersFor(tinyRecipe(), 7);
    const values = initialWeights(network, 3);
    expect(parted(network.parameters, joined(network.parameters, values))).toEqual(values);
  });

  it("are summed in float32 from the first on", () => {
    const vectors = [1e8, 1, 1, -1e8].map((value) => Float32Array.of(value, value / 1e8));
    expect(summed(vectors)[0]).toBe(0);
    expect(summed([vectors[0], vectors[3], vectors[1]])[0]).toBe(1);
    expect(vectors[0][0]).toBe(1e8);
  });
});
