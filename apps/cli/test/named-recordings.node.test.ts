import { readFile, rm, writeFile } from "node:fs/promises";
import { writeWav } from "@undertone/audio";
import { describe, expect, it } from "vitest";
import { smallRecipe } from "./recordings.ts";
import { undertone } from "./undertone.ts";
import { workshop } from "./workshop.ts";

/** A chirp of so many samples. */
function chirp(n: number, rise: number): Uint8Array {
  const samples = Float32Array.from({ length: n }, (_, t) => 0.3 * Math.sin(rise * t * t));
  return writeWav({ samples, sampleRate: 16_000 });
}

/** The small recipe with street noise behind every utterance. */
function noisyRecipe(): string {
  const recipe = JSON.parse(smallRecipe());
  const background = { probability: 1, snrDb: [0, 5], recordings: "street" };
  return JSON.stringify({ ...recipe, augmentation: { ...recipe.augmentation, background } });
}

const shopWithStreet = () =>
  workshop({
    "recipe.json": noisyRecipe(),
    "street/a.wav": chirp(9000, 1e-5),
    "street/deep/b.wav": chirp(30_000, 3e-6),
    "others/a.wav": chirp(9000, 2e-5),
  });

const weightsOf = async (metrics: string) => JSON.parse(await readFile(metrics, "utf8")).weightsSha256 as string;

describe("undertone train --recordings", () => {
  it("trains with what is heard behind the speech, and holds a run that goes on to it", async () => {
    const { at, train } = await shopWithStreet();
    const trained = async (out: string, folder: string) => {
      const { exitCode, stderr } = await train(out, "--fold", "1", "--recordings", `street=${at(folder)}`);
      expect([exitCode, stderr]).toEqual([0, expect.not.stringContaining("undertone:")]);
      return weightsOf(at(`${out}/fold-1/metrics.json`));
    };
    const weights = await trained("run", "street");
    expect(await trained("again", "street")).toBe(weights);
    expect(await trained("elsewhere", "others")).not.toBe(weights);
    const heard = JSON.parse(await readFile(at("run/recordings.json"), "utf8"));
    expect(Object.keys(heard.street)).toEqual(["a.wav", "deep/b.wav"]);

    await rm(at("run/metrics.json"));
    await writeFile(at("street/deep/b.wav"), chirp(30_000, 4e-6));
    const { exitCode, stderr } = await undertone("train", "--resume", at("run"));
    expect(exitCode).toBe(1);
    expect(stderr).toContain("b.wav: changed since the run began, expected the same sound");
  });

  it("refuses what the recipe names and is not there, and what it does not name", async () => {
    const { at, train } = await shopWithStreet();
    const refused = async (...more: string[]) => {
      const { exitCode, stderr } = await train("run", ...more);
      return [
        exitCode,
        stderr
          .replace(/^undertone: /, "")
          .trim()
          .split("\n")[0],
      ];
    };
    expect(await refused()).toEqual([
      2,
      "recordings are missing that recipe small names, expected --recordings street=FOLDER",
    ]);
    expect(await refused("--recordings", `street=${at("street")}`, "--recordings", `cafe=${at("street")}`)).toEqual([
      2,
      "recordings are given as cafe, expected a name that recipe small has: street",
    ]);
    expect(await refused("--recordings", "street")).toEqual([2, "recordings is street, expected NAME=FOLDER"]);
    const silent = await shopWithStreet();
    await writeFile(silent.at("others/a.wav"), writeWav({ samples: new Float32Array(99), sampleRate: 16_000 }));
    const { exitCode, stderr } = await silent.train("run", "--recordings", `street=${silent.at("others")}`);
    expect([exitCode, stderr]).toEqual([
      1,
      expect.stringContaining("recordings.street[0].samples is silence, expected a sound"),
    ]);
  });
});
