import { readFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { EMOTIONS, LABELS } from "@undertone/core";
import { assignedFold, mapSide, syntheticCorpus } from "@undertone/corpus";
import { loadDsp } from "@undertone/kernels/dsp";
import { startTrainingBackend } from "@undertone/tfjs-wasm-train";
import { parseRecipe, train } from "@undertone/trainer";
import { describe, expect, it, onTestFinished } from "vitest";
import { countWorkers, startTrainingWorkers, TrainingWorkerError } from "../src/run/training-workers.ts";
import { fingerprints } from "./fingerprints.ts";
import { smallRecipe } from "./recordings.ts";
import { undertone } from "./undertone.ts";
import { workshop } from "./workshop.ts";

const recipeOf = (microBatchSize: number) => parseRecipe(JSON.parse(smallRecipe(100, microBatchSize)));

function data() {
  const corpus = Array.from(
    syntheticCorpus({ nSpeakers: 1, utterancesPerClass: 1, seed: 3 }),
    ({ utterance, waveform }) => ({ ...utterance, waveform }),
  );
  const { train, validation } = assignedFold({ name: "one", train: corpus, test: [] });
  const example = ({ waveform, label }: (typeof corpus)[number]) => ({ waveform, label: EMOTIONS.indexOf(label) });
  return { labels: LABELS, train: mapSide(train, example), validation: mapSide(validation, example) };
}

describe("undertone train --workers", () => {
  it("writes the same run by 0, 1 and 2 workers, to the byte", async () => {
    const { at, train } = await workshop({ "recipe.json": smallRecipe(2, 1) });
    for (const count of ["0", "1", "2"]) {
      const { exitCode, stderr } = await train(`run-${count}`, "--fold", "1", "--workers", count);
      expect([exitCode, stderr]).toEqual([0, expect.not.stringContaining("undertone:")]);
    }
    const alone = await fingerprints(at("run-0"));
    expect(await fingerprints(at("run-1"))).toEqual(alone);
    expect(await fingerprints(at("run-2"))).toEqual(alone);
    expect(await readFile(at("run-2/run.json"), "utf8")).not.toContain('"workers"');
  });

  it("goes with --resume, and takes only a whole number", async () => {
    const { at, train } = await workshop();
    await train("run", "--fold", "1", "--no-final");
    expect((await undertone("train", "--resume", at("run"), "--workers", "2")).exitCode).toBe(0);
    expect(await train("other", "--workers", "two")).toMatchObject({
      exitCode: 2,
      stderr: "undertone: workers is two, expected a whole number from 0 to 256\n",
    });
  });
});

describe("countWorkers", () => {
  it("is what was asked, or what can be kept busy, but never one", () => {
    expect(countWorkers(recipeOf(4), 7)).toBe(7);
    expect(countWorkers(recipeOf(4), undefined)).toBe(0);
    const busy = Math.min(4, availableParallelism());
    expect(countWorkers(recipeOf(1), undefined)).toBe(busy === 1 ? 0 : busy);
  });
});

describe("startTrainingWorkers", () => {
  it("tells a training that a worker ran out of memory", async () => {
    const { workers, close } = startTrainingWorkers(1, { maxOldGenerationSizeMb: 8 });
    onTestFinished(close);
    const environment = { dsp: await loadDsp(), backend: await startTrainingBackend(), workers };
    const training = train(recipeOf(2), data(), environment);
    await expect(training).rejects.toThrow(TrainingWorkerError);
    await expect(training).rejects.toThrow("training worker 1 of 1 ran out of memory");
  });

  it("tells a training that a worker has ended", async () => {
    const { workers, close } = startTrainingWorkers(2);
    onTestFinished(close);
    const environment = { dsp: await loadDsp(), backend: await startTrainingBackend(), workers };
    let steps = 0;
    const onStep = () => {
      if (++steps === 3) void close();
    };
    const training = train(recipeOf(2), data(), { ...environment, onStep });
    await expect(training).rejects.toThrow(/^training worker [12] of 2 ended with exit code 1$/);
  });
});
