import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { commandText } from "@undertone/evaluation";
import { describe, expect, it, onTestFinished } from "vitest";
import { commandOf } from "../src/training/command.ts";
import { createGate } from "../src/training/gate.ts";
import type { TrainingChoice } from "../src/training/services.ts";
import { firstChoice, SYNTHETIC_NAME } from "../src/training/settings.ts";
import { createStopwatch } from "../src/views/train/stopwatch.ts";
import { undertone } from "./harness/repository.ts";

const textOf = (choice: TrainingChoice, name: string) => {
  const words = commandOf(choice, { name });
  return words && commandText(words);
};

describe("the command that gives the same weights", () => {
  const choice = firstChoice({ name: "my voices", nSpeakers: 24 });

  it("says what differs from the command's own choice", () => {
    expect(textOf(choice, "my voices")).toBe("npx undertone train 'my voices' --recipe demo --folds 5 --fold 1");
    const changed = { ...choice, recipe: "nano", epochs: 7, seed: 3, allFolds: true, validationSpeakers: 0 };
    expect(textOf(changed, "voices")).toBe(
      "npx undertone train voices --recipe nano --epochs 7 --seed 3 --folds 5 --validation-speakers 0",
    );
    expect(textOf({ ...choice, protocol: "corpus", allFolds: true, unsound: true }, "voices")).toBe(
      "npx undertone train voices --recipe demo --protocol corpus --unsound",
    );
  });

  it("is the demo for the demo's voices alone, and for them nothing else", () => {
    const demo = firstChoice({ name: SYNTHETIC_NAME, nSpeakers: 24 });
    expect(textOf(demo, SYNTHETIC_NAME)).toBe("npx undertone demo");
    for (const change of [{ seed: 2 }, { epochs: 2 }, { folds: 3 }, { allFolds: true }, { recipe: "nano" }]) {
      expect(textOf({ ...demo, ...change }, SYNTHETIC_NAME)).toBeNull();
    }
  });

  it("is understood by the command, which finds fault with the empty folder alone", async () => {
    const folder = await mkdtemp(join(tmpdir(), "undertone-empty-"));
    onTestFinished(() => rm(folder, { recursive: true }));
    const all: TrainingChoice = {
      ...{ recipe: "kaggle", epochs: 3, seed: 9, protocol: "speaker-text", folds: 3, allFolds: false },
      ...{ validationSpeakers: 2, unsound: true },
    };
    const [, , ...args] = commandOf(all, { name: folder })!;
    await expect(undertone(...args)).rejects.toThrow(`${folder}: holds no audio files`);
  });
});

describe("a gate", () => {
  it("is passed while it is open, and when it is opened again", async () => {
    const gate = createGate();
    const { signal } = new AbortController();
    await gate.passed(signal);
    gate.close();
    let isThrough = false;
    const passing = gate.passed(signal).then(() => {
      isThrough = true;
    });
    await new Promise((resolve) => setTimeout(resolve));
    expect(isThrough).toBe(false);
    gate.open();
    await passing;
  });

  it("throws what ends the waiting", async () => {
    const gate = createGate();
    const ending = new AbortController();
    gate.close();
    const passing = gate.passed(ending.signal);
    ending.abort(new Error("stopped"));
    await expect(passing).rejects.toThrow("stopped");
  });
});

describe("a stopwatch", () => {
  it("times what is between steps, but for a pause", () => {
    let time = 0;
    const stopwatch = createStopwatch(() => time);
    expect(stopwatch.step()).toBeNull();
    time = 2000;
    expect(stopwatch.step()).toBe(2);
    time = 100_000;
    stopwatch.restart();
    expect(stopwatch.step()).toBe(2);
    time += 4000;
    expect(stopwatch.step()).toBe(3);
  });
});
