import * as tf from "@tensorflow/tfjs-core";
import { loadDsp } from "@undertone/kernels/dsp";
import { type Epoch, type Example, type StepProgress, train } from "@undertone/trainer";
import { describe, expect, it } from "vitest";
import { startBackend } from "./backend.ts";
import { TINY_WEIGHTS_SHA256 } from "./golden.ts";
import { dataOf, tinyData, tinyRecipe } from "./tiny.ts";

const dsp = await loadDsp();
const environment = { dsp, backend: await startBackend() };
const data = tinyData();

describe("train", () => {
  it("gives the committed weights, in Node and in Chromium", async () => {
    const { model } = await train(tinyRecipe(), data, environment);
    expect(model.weightsSha256).toBe(TINY_WEIGHTS_SHA256);
  });

  it("gives other weights for another seed, and the same for the same", async () => {
    const hash = async (seed: number) => (await train(tinyRecipe({ seed }), data, environment)).model.weightsSha256;
    const first = await hash(2);
    expect(await hash(2)).toBe(first);
    expect(await hash(3)).not.toBe(first);
  });

  it("learns: the loss on what it trains on falls by half", async () => {
    const recipe = tinyRecipe({ epochs: 30, augmentation: null, loss: { labelSmoothing: 0, classWeights: "none" } });
    const { history } = await train(recipe, data, environment);
    expect(history[29].trainingLoss).toBeLessThan(history[0].trainingLoss / 2);
  });

  it("passes few utterances more often, until the recipe's least number of steps is taken", async () => {
    const perEpoch = Math.round(data.train.length / 8);
    const steps: number[] = [];
    const onStep = ({ epochs, nSteps }: StepProgress) => void steps.push(epochs, nSteps);
    const recipe = tinyRecipe({ minSteps: 3 * perEpoch + 1 });
    const { history, model } = await train(recipe, data, { ...environment, onStep });
    expect(history).toHaveLength(4);
    expect([...new Set(steps)]).toEqual([4, 4 * perEpoch]);
    const asked = await train(tinyRecipe({ epochs: 4 }), data, environment);
    expect(asked.model.weightsSha256).toBe(model.weightsSha256);
  });

  it("keeps the epoch with the best validation UAR, the lower loss breaking ties", async () => {
    const { history, keptEpoch } = await train(tinyRecipe({ epochs: 8 }), data, environment);
    const best = history.reduce((a: Epoch, b: Epoch) => {
      const [x, y] = [a.validation!, b.validation!];
      return y.uar > x.uar || (y.uar === x.uar && y.loss < x.loss) ? b : a;
    });
    expect(keptEpoch).toBe(best.epoch);
  });

  it("keeps the last epoch where the recipe says so, or nothing validates", async () => {
    const last = await train(tinyRecipe({ selection: "lastEpoch" }), data, environment);
    const blind = await train(tinyRecipe(), dataOf(data.train), environment);
    expect([last.keptEpoch, blind.keptEpoch]).toEqual([2, 2]);
    expect(blind.history[1].validation).toBeNull();
  });

  it("stops early when validation gets no better", async () => {
    const recipe = tinyRecipe({ epochs: 40, patience: 2 });
    const { history, keptEpoch } = await train(recipe, data, environment);
    expect(history.length).toBeLessThan(40);
    expect(history.length - keptEpoch).toBe(2);
  });

  it("does not hear the validation side: its order and content move no weight", async () => {
    const recipe = tinyRecipe({ selection: "lastEpoch" });
    const usual = await train(recipe, data, environment);
    const other = await train(recipe, dataOf(data.train, data.validation.slice(3).reverse()), environment);
    expect(other.model.weightsSha256).toBe(usual.model.weightsSha256);
    expect(other.model.statistics).toEqual(usual.model.statistics);
  });

  it("stops after the step in which it is aborted", async () => {
    const controller = new AbortController();
    let steps = 0;
    const onStep = () => {
      if (++steps === 2) controller.abort(new Error("enough"));
    };
    await expect(train(tinyRecipe(), data, { ...environment, signal: controller.signal, onStep })).rejects.toThrow(
      "enough",
    );
    expect(steps).toBe(2);
  });

  it("trains on no other backend, not even from the second step on", async () => {
    tf.registerBackend("other", () => Object.assign(new tf.KernelBackend(), { dispose() {} }));
    let steps = 0;
    const onStep = () => {
      steps++;
      tf.setBackend("other");
    };
    const switched = train(tinyRecipe(), data, { ...environment, onStep });
    await expect(switched).rejects.toThrow("the active backend is other, expected wasm");
    await expect(train(tinyRecipe(), data, environment)).rejects.toThrow("the active backend is other, expected wasm");
    expect(steps).toBe(1);
    await tf.setBackend("wasm");
    tf.removeBackend("other");
  });

  it("leaves nothing behind, aborted or not", async () => {
    const before = [tf.memory().numTensors, dsp.mark()];
    await train(tinyRecipe(), data, environment);
    await train(tinyRecipe(), data, { ...environment, signal: AbortSignal.abort() }).catch(() => {});
    expect([tf.memory().numTensors, dsp.mark()]).toEqual(before);
  });

  it("refuses data it cannot learn from", async () => {
    const refused = (examples: readonly Example[]) => train(tinyRecipe(), dataOf(examples), environment);
    await expect(refused([])).rejects.toThrow("train has 0 utterances, expected at least 1");
    await expect(refused(data.train.slice(0, 1))).rejects.toThrow(/^train has no utterance of sad, fear/);
    await expect(refused([{ ...data.train[0], label: 7 }])).rejects.toThrow(
      "label is 7, expected a whole number from 0 to 6",
    );
  });
});
