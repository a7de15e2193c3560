import { assertSide, type Fold, mapSide, planFolds, syntheticCorpus, type Utterance } from "@undertone/corpus";
import { loadDsp } from "@undertone/kernels/dsp";
import { type Example, type TrainingData, train } from "@undertone/trainer";
import { describe, expect, it } from "vitest";
import { startBackend } from "./backend.ts";
import { tinyRecipe } from "./tiny.ts";

const environment = { dsp: await loadDsp(), backend: await startBackend() };
const utterances = Array.from(
  syntheticCorpus({ nSpeakers: 4, utterancesPerClass: 1, seed: 1 }),
  (one) => one.utterance,
);
const [fold]: Fold<Utterance>[] = planFolds(utterances, { folds: 2, validation: { speakers: 1 } }, 1).folds;
const example = (): Example => ({ waveform: { samples: new Float32Array(8000), sampleRate: 16_000 }, label: 0 });
const [training, validation, test] = [
  mapSide(fold.train, example),
  mapSide(fold.validation, example),
  mapSide(fold.test, example),
];

describe("nothing is fitted on test data", () => {
  it("by TypeScript, which takes no other side and no list", () => {
    const data: TrainingData = { labels: ["angry"], train: training, validation };
    // @ts-expect-error the test side is no training side
    data.train = test;
    // @ts-expect-error nor is it one to choose an epoch by
    data.validation = test;
    // @ts-expect-error nor is the validation side
    data.train = validation;
    // @ts-expect-error a list is no side: nothing says what was divided from it
    data.train = [...training, ...test];
    // @ts-expect-error neither is what a list's own methods make of sides
    data.train = training.concat(test);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ["the test side", { train: test }, "train is the test side of a fold, expected its train side"],
    [
      "the test side to validate",
      { validation: test },
      "validation is the test side of a fold, expected its validation",
    ],
    ["both sides in a list", { train: [...training, ...test] }, "train is no side of a fold, expected its train side"],
    ["nothing", { train: undefined }, "train is no side of a fold, expected its train side"],
  ])("by JavaScript: %s is refused", async (_, sides, message) => {
    const data = { labels: ["angry"], train: training, validation, ...sides } as unknown as TrainingData;
    await expect(train(tinyRecipe(), data, environment)).rejects.toThrow(message);
    await expect(train(tinyRecipe(), data, environment)).rejects.toBeInstanceOf(TypeError);
  });

  it("as a side cannot be added to, nor be forged by copying it", () => {
    expect(() => (training as unknown as Example[]).push(test[0])).toThrow(TypeError);
    expect(() => assertSide(Object.assign([...test], { ...training }), "train")).toThrow(TypeError);
    expect(() => assertSide(structuredClone(test), "test")).toThrow("test is no side of a fold");
  });
});
