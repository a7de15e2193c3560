import { gaussianNoise, loadDsp } from "@undertone/kernels/dsp";
import { type Checkpoint, type Recipe, type TrainingData, train } from "@undertone/trainer";
import { describe, expect, it } from "vitest";
import { startBackend } from "./backend.ts";
import { tinyData, tinyRecipe } from "./tiny.ts";

const dsp = await loadDsp();
const environment = { dsp, backend: await startBackend() };
const noise = (n: number, seed: number) => ({ samples: gaussianNoise(dsp, n, [seed, 2, 3, 4]), sampleRate: 16_000 });
const street = [noise(4000, 1), noise(20_000, 2)];

function recipeWith(background: { probability: number; recordings: string } | null): Recipe {
  const recipe = tinyRecipe({ epochs: 1 });
  return {
    ...recipe,
    augmentation: { ...recipe.augmentation!, background: background && { ...background, snrDb: [0, 5] } },
  };
}
const named = recipeWith({ probability: 1, recordings: "street" });

async function trained(recipe: Recipe, recordings?: TrainingData["recordings"]) {
  const checkpoints: Checkpoint[] = [];
  const data = { ...tinyData(), ...(recordings && { recordings }) };
  const onCheckpoint = (checkpoint: Checkpoint) => void checkpoints.push(checkpoint);
  const { model } = await train(recipe, data, { ...environment, onCheckpoint });
  return { weights: model.weightsSha256, data: checkpoints[0].identity.dataSha256 };
}

describe("a recipe that names recordings", () => {
  it("hears them: others make another model, and the same the same", async () => {
    const [first, again, others] = [
      await trained(named, { street }),
      await trained(named, { street, unused: [] }),
      await trained(named, { street: [street[1]] }),
    ];
    expect(again).toEqual(first);
    expect(others.weights).not.toBe(first.weights);
    expect(others.data).not.toBe(first.data);
  });

  it("is told by its data from one that names none, which any recordings leave alone", async () => {
    const [bare, beside] = [await trained(recipeWith(null)), await trained(recipeWith(null), { street })];
    expect(beside).toEqual(bare);
  });

  it("is refused before anything is trained where they are missing or of no use", async () => {
    await expect(trained(named)).rejects.toThrow(
      new RangeError("recordings.street has 0 recordings, expected at least 1: the augmentation names them"),
    );
    const slow = [{ ...street[0], sampleRate: 8000 }];
    await expect(trained(named, { street: slow })).rejects.toThrow(
      "recordings.street[0].sampleRate is 8000, expected 16000: resample first",
    );
  });
});
