import { loadDsp } from "@undertone/kernels/dsp";
import { type Checkpoint, modelBundle, predict, type Recipe, type Teacher, train } from "@undertone/trainer";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createCalculator } from "../src/calculator.ts";
import { prepare } from "../src/prepare.ts";
import { startBackend } from "./backend.ts";
import { TINY_WEIGHTS_SHA256 } from "./golden.ts";
import { tinyData, tinyRecipe } from "./tiny.ts";
import { startWorkers, type TestWorker } from "./workers.ts";

const environment = { dsp: await loadDsp(), backend: await startBackend() };
const data = tinyData();
const input = { ...tinyRecipe().input, normalization: "utterance" } as const;
const loss = { labelSmoothing: 0.1, classWeights: "none" } as const;
const recipe = (changes: Partial<Recipe> = {}) =>
  tinyRecipe({ input, loss: { ...loss, teacherShare: 0.75 }, ...changes });
const origin = { corpora: [], speakers: [], synthetic: true, protocol: "", metrics: {}, undertoneVersion: "" };

const modelOf = async (seed: number) => (await train(tinyRecipe({ seed, input, loss }), data, environment)).model;
const models = [await modelOf(1), await modelOf(2)];
const teachers: Teacher[] = models.map((model) => modelBundle(model, origin));

describe("training with teachers", () => {
  let two: TestWorker[];
  beforeAll(async () => {
    two = await startWorkers(2);
  });
  afterAll(() => {
    for (const worker of two) worker.end();
  });

  it("has in its targets what they say of each input, by the recipe's share", () => {
    const plain = recipe({ augmentation: null });
    const { train: examples } = prepare(environment.dsp, plain, data);
    const setup = { recipe: plain, classWeights: data.labels.map(() => 1), statistics: null, teachers };
    const calculator = createCalculator(setup, environment);
    const utterances = [0, 3, 5];
    const batch = { epoch: 1, step: 0, index: 0, share: 1, utterances, examples: utterances.map((u) => examples[u]) };
    const { targets } = calculator.inputs(batch);
    calculator.dispose();
    const answers = models.map((model) =>
      predict(
        model,
        utterances.map((u) => data.train[u].waveform),
        environment,
      ),
    );
    const n = data.labels.length;
    for (const [i, { label }] of batch.examples.entries()) {
      for (let k = 0; k < n; k++) {
        const smoothed = 0.1 / n + (label === k ? 0.9 : 0);
        const taught = (answers[0][i][k] + answers[1][i][k]) / 2;
        expect(targets[i * n + k]).toBeCloseTo(0.25 * smoothed + 0.75 * taught, 6);
      }
    }
  });

  it("gives other weights than by labels alone, and the same by any number of workers", async () => {
    const taught = { ...data, teachers };
    const alone = await train(recipe(), taught, environment);
    const shared = await train(recipe(), taught, { ...environment, workers: two });
    expect(shared.model.weightsSha256).toBe(alone.model.weightsSha256);
    expect(alone.model.weightsSha256).not.toBe(models[0].weightsSha256);
    const [one] = teachers;
    const fewer = await train(recipe(), { ...data, teachers: [one] }, environment);
    expect(fewer.model.weightsSha256).not.toBe(alone.model.weightsSha256);
    expect((await train(tinyRecipe(), data, environment)).model.weightsSha256).toBe(TINY_WEIGHTS_SHA256);
  });

  it("does not go on by another teacher", async () => {
    const checkpoints: Checkpoint[] = [];
    const onCheckpoint = (checkpoint: Checkpoint) => void checkpoints.push(checkpoint);
    await train(recipe(), { ...data, teachers: [teachers[0]] }, { ...environment, onCheckpoint });
    const other = train(recipe(), { ...data, teachers: [teachers[1]] }, environment, checkpoints[0]);
    await expect(other).rejects.toThrow(/^checkpoint: dataSha256 is /);
  });

  it.each<[string, Recipe, Teacher[], string]>([
    ["none where the recipe has a share", recipe(), [], "teachers are 0, expected at least 1"],
    [
      "one where it has none",
      tinyRecipe({ input, loss }),
      teachers,
      "teachers are 2, expected none, for recipe.loss.teacherShare is left out",
    ],
    [
      "other labels",
      recipe(),
      [teachers[0], { ...teachers[1], labels: ["a", "b"] }],
      `teachers[1].labels are a, b, expected ${data.labels.join(", ")}`,
    ],
    [
      "other features",
      recipe({ input: { ...input, nFrames: input.nFrames - 1 } }),
      teachers,
      "teachers[0].input is another than the recipe's, expected the same features for both",
    ],
    [
      "another front end",
      recipe(),
      [{ ...teachers[0], featuresSha256: "0".repeat(64) }],
      "teachers[0].input is another than the recipe's, expected the same features for both",
    ],
    [
      "a recipe that normalizes by its training side",
      recipe({ input: { ...input, normalization: "training" } }),
      teachers,
      'recipe.input.normalization is "training", expected "utterance" or "none" with teachers',
    ],
  ])("refuses %s", async (_, by, whom, message) => {
    await expect(train(by, { ...data, teachers: whom }, environment)).rejects.toThrow(new RangeError(message));
  });
});
