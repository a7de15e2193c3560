import { appendFile, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { decodeCheckpoint, type Epoch } from "@undertone/trainer";
import { describe, expect, it } from "vitest";
import { Interrupted } from "../src/errors.ts";
import { chartsOf, eventFiles, eventsOf } from "./event-files.ts";
import { smallRecipe } from "./recordings.ts";
import { undertone, undertoneUntil } from "./undertone.ts";
import { type Workshop, workshop } from "./workshop.ts";

/** Trains fold 1 until so many epochs are done, then interrupts. */
async function interrupted({ at, args }: Workshop, epochs: number): Promise<void> {
  const interruption = new AbortController();
  const running = undertoneUntil(interruption.signal, ...args("run", "--fold", "1"));
  while ((await readFile(at("run/fold-1/history.jsonl"), "utf8").catch(() => "")).split("\n").length <= epochs) {
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
  interruption.abort(new Interrupted());
  await running;
}

async function historyOf(folder: string): Promise<Epoch[]> {
  const lines = (await readFile(join(folder, "history.jsonl"), "utf8")).trimEnd().split("\n");
  return lines.map((line) => JSON.parse(line));
}

const floats = (values: number[]) => values.map(Math.fround);

describe("the event file of a training", () => {
  it("holds each epoch's numbers at its last step, each step's loss, and when they were made", async () => {
    const { at, train } = await workshop({ "recipe.json": smallRecipe(3) });
    const begin = Math.floor(Date.now() / 1000);
    await train("run", "--fold", "1");
    const folder = at("run/fold-1");
    const history = await historyOf(folder);
    const { "loss/step": steps, utterances_per_second: speed, ...charts } = await chartsOf(folder);

    // Seven utterances in batches of four are two steps.
    expect(steps.map(([step]) => step)).toEqual([1, 2, 3, 4, 5, 6]);
    for (const [i, { trainingLoss }] of history.entries()) {
      const [three, four] = steps.slice(2 * i).map(([, loss]) => loss);
      expect((3 * three + 4 * four) / 7).toBeCloseTo(trainingLoss, 6);
    }
    for (const chart of [speed, ...Object.values(charts)]) expect(chart.map(([step]) => step)).toEqual([2, 4, 6]);
    for (const [, perSecond] of speed) expect(perSecond).toBeGreaterThan(0);
    const values = Object.fromEntries(
      Object.entries(charts).map(([tag, points]) => [tag, points.map(([, value]) => value)]),
    );
    expect(values).toEqual({
      epoch: [1, 2, 3],
      learning_rate: floats(history.map((epoch) => epoch.learningRate)),
      "loss/train": floats(history.map((epoch) => epoch.trainingLoss)),
      "loss/validation": floats(history.map((epoch) => epoch.validation!.loss)),
      "uar/validation": floats(history.map((epoch) => epoch.validation!.uar)),
      "accuracy/validation": floats(history.map((epoch) => epoch.validation!.accuracy)),
    });

    const [path, ...others] = await eventFiles(folder);
    expect(others).toEqual([]);
    const events = eventsOf(await readFile(path));
    expect(events[0]).toMatchObject({ fileVersion: "brain.Event:2", step: 0 });
    expect(events[1]).toMatchObject({ isStart: true, step: 1 });
    const times = events.map(({ wallTime }) => wallTime);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(times[0]).toBeGreaterThanOrEqual(begin);
    expect(times.at(-1)).toBeLessThanOrEqual(Date.now() / 1000);
  });

  it("shows a resumed training as one that was not stopped, half an event and lost checkpoints or not", async () => {
    const shop = await workshop({ "recipe.json": smallRecipe(6) });
    await shop.train("whole", "--fold", "1");
    const { utterances_per_second: _, ...whole } = await chartsOf(shop.at("whole/fold-1"));

    await interrupted(shop, 3);
    const folder = shop.at("run/fold-1");
    const [first] = await eventFiles(folder);
    await appendFile(first, (await readFile(first)).subarray(0, 20));
    // As if it had been killed before its newest checkpoint: the epoch is done again.
    await rm(await newestCheckpoint(folder));
    await undertone("train", "--resume", shop.at("run"));
    const { utterances_per_second: __, ...resumed } = await chartsOf(folder);
    expect(await eventFiles(folder)).toHaveLength(2);
    expect(resumed).toEqual(whole);
  });
});

async function newestCheckpoint(folder: string): Promise<string> {
  const paths = ["checkpoint-a", "checkpoint-b"].map((name) => join(folder, name));
  const [a, b] = await Promise.all(paths.map(async (path) => decodeCheckpoint(await readFile(path)).history.length));
  return a > b ? paths[0] : paths[1];
}
