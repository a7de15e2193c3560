import { changedRecipe, epochsOf, lengthText, recipeNamed, recipeSha256 } from "@undertone/trainer";
import { describe, expect, it } from "vitest";

describe("epochsOf", () => {
  it.each([
    [{ epochs: 30, batchSize: 32 }, 1, 30],
    // 380 clips are 12 steps an epoch: 84 epochs are 1008 steps, 83 only 996.
    [{ epochs: 30, minSteps: 1000, batchSize: 32 }, 380, 84],
    [{ epochs: 30, minSteps: 1000, batchSize: 32 }, 1, 1000],
    // 34 steps an epoch: 30 epochs are 1020, more than asked for.
    [{ epochs: 30, minSteps: 1000, batchSize: 32 }, 1088, 30],
    [{ epochs: 30, minSteps: 1020, batchSize: 32 }, 1088, 30],
    [{ epochs: 30, minSteps: 1021, batchSize: 32 }, 1088, 31],
  ])("of %j and %d utterances are %d", (recipe, nUtterances, epochs) => {
    expect(epochsOf(recipe, nUtterances)).toBe(epochs);
  });
});

describe("changedRecipe", () => {
  it("has the epochs that are asked for and no more, another seed, or the same bytes", () => {
    const usual = recipeNamed("default");
    expect(recipeSha256(changedRecipe(usual, {}))).toBe(recipeSha256(usual));
    expect(changedRecipe(usual, { seed: 7 })).toEqual({ ...usual, seed: 7 });
    const { minSteps, ...others } = usual;
    expect(minSteps).toBe(1000);
    expect(changedRecipe(usual, { epochs: usual.epochs })).toStrictEqual(others);
  });
});

it.each([
  [{ epochs: 1 }, "1 epoch"],
  [{ epochs: 30, minSteps: 1000 }, "30 epochs, at least 1000 steps"],
])("lengthText tells of %j", (recipe, text) => {
  expect(lengthText(recipe)).toBe(text);
});
