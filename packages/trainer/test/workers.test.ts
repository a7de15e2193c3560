import * as tf from "@tensorflow/tfjs-core";
import { loadDsp } from "@undertone/kernels/dsp";
import { type Checkpoint, decodeCheckpoint, encodeCheckpoint, train } from "@undertone/trainer";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { startBackend } from "./backend.ts";
import { TINY_WEIGHTS_SHA256 } from "./golden.ts";
import { tinyData, tinyRecipe } from "./tiny.ts";
import { startWorkers, type TestWorker } from "./workers.ts";

const environment = { dsp: await loadDsp(), backend: await startBackend() };
const data = tinyData();

let three: TestWorker[];
beforeAll(async () => {
  three = await startWorkers(3);
});
afterAll(() => {
  for (const worker of three) worker.end();
});

describe("training in workers", () => {
  it.each([0, 1, 2, 3])("gives the committed weights by %d workers", async (count) => {
    const { model } = await train(tinyRecipe(), data, { ...environment, workers: three.slice(0, count) });
    expect(model.weightsSha256).toBe(TINY_WEIGHTS_SHA256);
  });

  it("gives the same history and checkpoints, and goes on from one by another number of workers", async () => {
    const recipe = tinyRecipe({ epochs: 3 });
    const files: Uint8Array[] = [];
    const onCheckpoint = (checkpoint: Checkpoint) => void files.push(encodeCheckpoint(checkpoint));
    const whole = await train(recipe, data, { ...environment, onCheckpoint, workers: three.slice(0, 2) });
    for (const [i, count] of [0, 3].entries()) {
      const workers = three.slice(0, count);
      const after: Uint8Array[] = [];
      const resumed = await train(
        recipe,
        data,
        { ...environment, workers, onCheckpoint: (checkpoint) => void after.push(encodeCheckpoint(checkpoint)) },
        decodeCheckpoint(files[i]),
      );
      expect(resumed).toEqual(whole);
      expect(after).toEqual(files.slice(i + 1));
    }
  });

  /** An epoch has two steps: behind the first the next one's inputs are under way, behind the second nothing is. */
  it.each([1, 2, 3])(
    "serves one recipe after another, also when one is aborted after step %d, and leaves nothing behind",
    async (last) => {
      const before = [tf.memory().numTensors, environment.dsp.mark()];
      const controller = new AbortController();
      let steps = 0;
      const onStep = () => {
        if (++steps === last) controller.abort(new Error("enough"));
      };
      const { signal } = controller;
      const workers = three.slice(0, last);
      const aborted = train(tinyRecipe({ seed: 5 }), data, { ...environment, workers, signal, onStep });
      await expect(aborted).rejects.toThrow("enough");
      expect(steps).toBe(last);
      const { model } = await train(tinyRecipe(), data, { ...environment, workers });
      expect(model.weightsSha256).toBe(TINY_WEIGHTS_SHA256);
      expect([tf.memory().numTensors, environment.dsp.mark()]).toEqual(before);
    },
  );

  it("ends with an error of a worker, by its class and message, and the worker serves on", async () => {
    const tiny = tinyRecipe(); // past parseRecipe, which refuses the mel warp of MFCCs
    const recipe = { ...tiny, augmentation: { ...tiny.augmentation!, melWarp: 0.1 } };
    const failed = train(recipe, data, { ...environment, workers: three.slice(0, 2) });
    await expect(failed).rejects.toThrow(RangeError);
    await expect(failed).rejects.toThrow(/^melStretch is .*, expected 1 for mfcc: set melWarp to 0 or use logMel$/);
    const { model } = await train(tinyRecipe(), data, { ...environment, workers: three.slice(0, 2) });
    expect(model.weightsSha256).toBe(TINY_WEIGHTS_SHA256);
  });

  it("ends with the reason of a worker's death, in a step or before", async () => {
    const [mortal] = await startWorkers(1);
    onTestFinished(mortal.end);
    const workers = [three[0], mortal];
    let steps = 0;
    const onStep = () => {
      if (++steps === 2) mortal.end();
    };
    const before = tf.memory().numTensors;
    await expect(train(tinyRecipe({ epochs: 50 }), data, { ...environment, workers, onStep })).rejects.toThrow(
      "the worker has ended",
    );
    await expect(train(tinyRecipe(), data, { ...environment, workers })).rejects.toThrow("the worker has ended");
    expect(tf.memory().numTensors).toBe(before);
    const { model } = await train(tinyRecipe(), data, { ...environment, workers: [three[0]] });
    expect(model.weightsSha256).toBe(TINY_WEIGHTS_SHA256);
  });
});
