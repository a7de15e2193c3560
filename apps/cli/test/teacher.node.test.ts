import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { smallRecipe } from "./recordings.ts";
import { workshop } from "./workshop.ts";

const small = JSON.parse(smallRecipe());
const own = { "recipe.json": JSON.stringify({ ...small, input: { ...small.input, normalization: "utterance" } }) };
const json = async (path: string) => JSON.parse(await readFile(path, "utf8"));

describe("train --teacher", () => {
  it("learns from the models of each fold, the final one included, and only from a run of the same folds", async () => {
    const { at, train } = await workshop(own);
    expect((await train("first")).exitCode).toBe(0);
    const { exitCode, stdout } = await train("second", "--teacher", at("first"), "--json");
    expect(exitCode).toBe(0);
    expect((await json(at("second/recipe.json"))).loss.teacherShare).toBe(0.7);
    const [first, second] = [await json(at("first/metrics.json")), JSON.parse(stdout)];
    for (const i of [0, 1]) expect(second.folds[i].weightsSha256).not.toBe(first.folds[i].weightsSha256);
    expect(second.final.weightsSha256).not.toBe(first.final.weightsSha256);

    const other = await train("third", "--teacher", at("first"), "--seed", "9");
    expect(other.exitCode).toBe(1);
    expect(other.stderr).toContain(
      `${at("first/folds.json")}: its folds are others than this run's, expected the same: a teacher may have heard whom its pupil is tested on`,
    );
    await expect(readdir(at("third"))).rejects.toThrow("ENOENT");
    await rm(at("first/final/model.undertone"));
    const halfway = await train("third", "--teacher", at("first"));
    expect([halfway.exitCode, halfway.stderr]).toEqual([1, expect.stringContaining(at("first/final/model.undertone"))]);
    await expect(readdir(at("third"))).rejects.toThrow("ENOENT");
    const nobody = await train("third", "--teacher", at("nowhere"));
    expect(nobody.stderr).toContain(
      `${at("nowhere/folds.json")}: is missing, expected the folds of a run as undertone train writes it`,
    );
  });

  it("is missing where the recipe has a share for one, and does not go with --calibrate", async () => {
    const { at, train } = await workshop();
    await writeFile(at("taught.json"), JSON.stringify({ ...small, loss: { ...small.loss, teacherShare: 0.5 } }));
    expect(await train("first", "--recipe", at("taught.json"))).toMatchObject({
      exitCode: 2,
      stderr: "undertone: teacher is missing, expected --teacher RUN: recipe small learns from one\n",
    });
    expect((await train("first", "--teacher", at("nowhere"), "--calibrate")).stderr).toBe(
      "undertone: calibrate is given, expected none with --teacher: no model of its run has heard neither of two folds\n",
    );
    await expect(readdir(at("first"))).rejects.toThrow("ENOENT");
  });
});
