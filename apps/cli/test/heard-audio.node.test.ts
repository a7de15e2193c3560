import { copyFile, mkdir } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { syntheticFiles } from "./recordings.ts";
import { undertone } from "./undertone.ts";
import { workshop } from "./workshop.ts";

describe("evaluate", () => {
  it("leaves out recordings that were trained on under another speaker's or corpus's name", async () => {
    const { at, train } = await workshop();
    const { folds } = JSON.parse((await train("run", "--fold", "1", "--epochs", "1", "--json")).stdout);
    const voiceOf = (path: string) => `synthetic:${path.split("_")[1]}`;
    const paths = Object.keys(syntheticFiles()).filter((path) => path.includes("_angry_") || path.includes("_sad_"));
    const { speakers } = folds[0];
    const heard = [...speakers.train, ...speakers.validation];
    for (const [i, path] of paths.entries()) {
      const folder = at(`other/${path.split("_")[2]}`);
      await mkdir(folder, { recursive: true });
      await copyFile(at(`corpus/${path}`), `${folder}/${i}.wav`);
    }
    const trained = paths.filter((path) => heard.includes(voiceOf(path))).length;
    expect(trained).toBe(4);
    const model = at("run/fold-1/model.undertone");
    const { stdout, exitCode } = await undertone("evaluate", model, at("other"));
    expect([exitCode, stdout]).toEqual([
      0,
      expect.stringContaining("left out, 4 recordings that the model was trained on, "),
    ]);
    const outcome = JSON.parse((await undertone("evaluate", model, at("other"), "--json")).stdout);
    expect([outcome.leftOut.seenRecordings.length, outcome.metrics.nUtterances]).toEqual([4, paths.length - 4]);
    const all = JSON.parse((await undertone("evaluate", model, at("other"), "--seen-speakers", "--json")).stdout);
    expect(all.metrics.nUtterances).toBe(paths.length);
  });
});
