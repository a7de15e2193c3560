import { nCoefficientsOf, planNetwork } from "@undertone/core";
import { parseRecipe, recipeNamed, recipeNames } from "@undertone/trainer";
import { describe, expect, it } from "vitest";

const changed = (change: Record<string, unknown>) => ({ ...recipeNamed("default"), ...change });

describe("parseRecipe", () => {
  it.each(recipeNames)("accepts %s, whose layers fit its input", (name) => {
    const { layers, input } = recipeNamed(name);
    const classifier = { kind: "dense", units: 7, relu: false } as const;
    expect(planNetwork([...layers, classifier], input.nFrames, nCoefficientsOf(input.features)).nOutputs).toBe(7);
  });

  it.each(recipeNames)("has a reason for each choice of %s", (name) => {
    const { name: _, comments = {}, ...choices } = recipeNamed(name);
    const explained = Object.keys(comments).map((field) => field.split(".")[0]);
    expect(Object.keys(choices).filter((field) => !explained.includes(field))).toEqual([]);
    expect(explained.filter((field) => !Object.hasOwn(choices, field))).toEqual([]);
  });

  it.each([
    ["default", 100_000, 84_503],
    ["nano", 30_000, 29_299],
  ])("keeps %s within %d weights", (name, limit, expected) => {
    const { layers, input } = recipeNamed(name);
    const classifier = { kind: "dense", units: 7, relu: false } as const;
    const { nTrainable } = planNetwork([...layers, classifier], input.nFrames, nCoefficientsOf(input.features));
    expect(nTrainable).toBe(expected);
    expect(expected).toBeLessThanOrEqual(limit);
  });

  it.each([
    [{ epochs: 0 }, "recipe.epochs is 0, expected a whole number from 1 to 10000"],
    [{ seed: -1 }, "recipe.seed is -1, expected a whole number from 0 to 4294967295"],
    [{ batchSize: "32" }, 'recipe.batchSize is "32", expected a whole number from 1 to 4096'],
    [{ microBatchSize: 0 }, "recipe.microBatchSize is 0, expected a whole number from 1 to 4096"],
    [{ batchSize: 8, microBatchSize: 9 }, "recipe.microBatchSize is 9, expected at most recipe.batchSize, 8"],
    [{ layers: [] }, "recipe.layers is [], expected at least one layer"],
    [{ selection: "best" }, 'recipe.selection is "best", expected "bestValidationUar" or "lastEpoch"'],
    [{ learningRate: 1 }, "recipe.learningRate is 1, expected no field of this name"],
  ])("refuses %j", (change, message) => {
    expect(() => parseRecipe(changed(change))).toThrow(message);
  });

  it("refuses to stretch a mel axis that features do not have", () => {
    const { input, augmentation } = recipeNamed("default");
    const parse = (features: object) => () =>
      parseRecipe(changed({ input: { ...input, features: { ...input.features, ...features } } }));
    expect(augmentation?.melWarp).toBe(0.1);
    expect(parse({ kind: "mfcc" })).toThrow(new RangeError("recipe.augmentation.melWarp is 0.1, expected 0 for mfcc"));
    expect(parse({ energy: "last" })).toThrow("recipe.augmentation.melWarp is 0.1, expected 0 for logMel with energy");
    expect(parse({ deltas: 1 })).not.toThrow();
  });

  it("names a missing field", () => {
    const { seed: _, ...rest } = recipeNamed("default");
    expect(() => parseRecipe(rest)).toThrow("recipe.seed is undefined, expected a value");
  });

  it.each([null, [], 7, "recipe"])("refuses %j", (value) => {
    expect(() => parseRecipe(value)).toThrow(RangeError);
  });
});

describe("recipeNamed", () => {
  it("names what there is", () => {
    expect(() => recipeNamed("toString")).toThrow(
      'recipe is "toString", expected default, nano, mfcc, kaggle, demo or a JSON file',
    );
  });
});
