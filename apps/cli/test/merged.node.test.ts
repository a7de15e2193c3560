import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { placeOf } from "../src/files/common-folder.ts";
import { smallRecipe, syntheticFiles } from "./recordings.ts";
import { folderWith, undertone } from "./undertone.ts";

/** Two corpora in folders of their own, the second at another level: files that lie as folder-speaker wants them, and synthetic ones. */
async function twoCorpora() {
  const files = Object.entries(syntheticFiles());
  const lie = ([path, bytes]: [string, Uint8Array], i: number): [string, Uint8Array] => {
    const [, voice, label] = path.split("_");
    return Number(voice.at(-1)) < 3 ? [`one/${path}`, bytes] : [`two/more/${label}/${i}.wav`, bytes];
  };
  const folder = await folderWith({ ...Object.fromEntries(files.map(lie)), "recipe.json": smallRecipe(1) });
  return (path: string) => join(folder, path);
}

describe("placeOf", () => {
  it("finds the deepest folder that holds all", () => {
    expect(placeOf(["/a/b/c", "/a/b/d/e"])).toMatchObject({ root: "/a/b", folders: ["c", "d/e"], shortName: "c-e" });
    expect(placeOf(["/a/b", "/a/bc"])).toMatchObject({ root: "/a", folders: ["b", "bc"], name: "/a/b + /a/bc" });
    expect(placeOf(["x"])).toEqual({ name: "x", shortName: "x", root: "x", folders: [""] });
  });
});

describe("several folders", () => {
  it("are listed, audited and trained as one corpus, each by its name", async () => {
    const at = await twoCorpora();
    const listed = await undertone("corpus", at("one"), at("two"));
    expect(listed.exitCode).toBe(0);
    expect(listed.stdout).toContain("folder             14   unknown      2    2");
    expect(listed.stdout).toContain("\nlabels of folder: angry, sad, fear, disgust, happy, neutral, surprise\n");
    const command = ["train", at("one"), at("two"), "--recipe", at("recipe.json"), "--protocol", "corpus"];
    const { exitCode, stdout } = await undertone(...command, "--out", at("run"), "--no-final");
    expect(exitCode).toBe(0);
    expect(stdout).toContain(`${at("one")} + ${at("two")}: 28 utterances`);
    expect(stdout).toContain("labels of synthetic: ");
    const { labelMapping, probe, perCorpus } = JSON.parse(await readFile(at("run/metrics.json"), "utf8"));
    expect(Object.keys(labelMapping)).toEqual(["folder", "synthetic"]);
    // The folder form knows no speakers, so nobody could be unseen.
    expect(probe).toBeNull();
    expect(perCorpus.map(({ group }: { group: string }) => group)).toEqual(["folder", "synthetic"]);
    const again = await undertone("train", "--resume", at("run"));
    expect([again.exitCode, again.stdout]).toEqual([0, expect.stringContaining("is complete")]);
  });

  it("that hold each other are wrong usage", async () => {
    const at = await twoCorpora();
    const { exitCode, stderr } = await undertone("corpus", at("two"), at("two/more"));
    expect([exitCode, stderr]).toEqual([
      2,
      expect.stringMatching(/^undertone: paths is ".*" twice, expected each path once\n$/),
    ]);
  });
});
