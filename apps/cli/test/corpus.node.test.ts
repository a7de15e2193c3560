import { symlink } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { folderWith, undertone } from "./undertone.ts";

const RAVDESS = ["03-01-05-01-01-01-01", "03-01-02-01-01-01-02", "03-01-01-01-01-01-02"];
const MIXED = {
  ...Object.fromEntries(RAVDESS.map((name) => [`ravdess/Actor/${name}.wav`, ""])),
  "emodb/03a01Wa.wav": "",
  "emodb/03a01La.wav": "",
  "odd, name.wav": "",
  "README.md": "",
};

describe("corpus", () => {
  it("shows each corpus, and what was left out and why", async () => {
    const folder = await folderWith(MIXED);
    const { exitCode, stdout, stderr } = await undertone("corpus", folder);
    expect([exitCode, stderr]).toEqual([0, ""]);
    expect(stdout).toBe(`${folder}: 4 utterances

corpus   utterances  speakers  angry  sad  fear  disgust  happy  neutral  surprise
emo-db            1         1      1    0     0        0      0        0         0
ravdess           3         2      1    0     0        0      0        2         0

calm counts as neutral, boredom is dropped

dropped: 1 file
  1  boredom is none of the seven labels (option boredom: "drop")

unrecognized: 1 file
  odd, name.wav: the name is of no known corpus, and the folder names no emotion

ignored, not audio by name: 1 file
`);
  });

  it("says all of it in one JSON document", async () => {
    const folder = await folderWith(MIXED);
    const { stdout } = await undertone("corpus", folder, "--json", "--calm", "drop", "--boredom", "sad");
    const listing = JSON.parse(stdout);
    expect(listing.corpora).toMatchObject([
      { corpus: "emo-db", utterances: 2, speakers: 1, unknownSpeaker: 0, labels: { angry: 1, sad: 1 } },
      { corpus: "ravdess", utterances: 2, speakers: 2, labels: { angry: 1, neutral: 1 } },
    ]);
    expect(listing.dropped).toHaveLength(1);
    expect(listing.unrecognized.map(({ path }: { path: string }) => path)).toEqual(["odd, name.wav"]);
    expect(listing.ignored).toEqual(["README.md"]);
  });

  it("reads a manifest, and lists audio that is not in it", async () => {
    const folder = await folderWith({ "a.wav": "", "b.wav": "", "labels.csv": "path,label,speaker\na.wav,joy,anna\n" });
    const { stdout } = await undertone("corpus", folder, "--manifest", `${folder}/labels.csv`);
    expect(stdout).toContain("manifest           1         1      0    0     0        0      1");
    expect(stdout).toContain("unrecognized: 1 file\n  b.wav: is not in the manifest\n");
  });

  it("names the line of a broken manifest", async () => {
    const folder = await folderWith({ "labels.csv": "path,emotion\na.wav,joy\n" });
    expect(await undertone("corpus", folder, "--manifest", `${folder}/labels.csv`)).toEqual({
      exitCode: 1,
      stdout: "",
      stderr: `undertone: ${folder}/labels.csv: manifest line 1: header is "path,emotion", expected a column label\n`,
    });
  });

  it("says that speakers are unknown in a folder per label", async () => {
    const folder = await folderWith({ "angry/1.wav": "", "sad/1.wav": "" });
    const { stdout } = await undertone("corpus", folder);
    expect(stdout).toContain("folder           2   unknown      1    1");
  });

  it("fails on a folder without audio, or without any that it can label", async () => {
    const empty = await folderWith({ "note.txt": "" });
    expect(await undertone("corpus", empty)).toMatchObject({
      exitCode: 1,
      stderr: `undertone: ${empty}: holds no audio files\n`,
    });
    const unlabelled = await folderWith({ "x.wav": "" });
    expect((await undertone("corpus", unlabelled)).stderr).toBe(
      `undertone: ${unlabelled}: none of 1 audio file could be labelled, expected a known corpus, a folder per label, --adapter folder-speaker or --manifest\n`,
    );
  });

  it("follows links, but not round in circles", async () => {
    const elsewhere = await folderWith({ "happy/1.wav": "" });
    const folder = await folderWith({ "angry/1.wav": "" });
    await symlink(elsewhere, `${folder}/linked`);
    await symlink(folder, `${folder}/angry/again`);
    await symlink("nothing", `${folder}/angry/2.wav`);
    const { stdout } = await undertone("corpus", folder, "--json");
    expect(JSON.parse(stdout).corpora[0]).toMatchObject({ utterances: 3, labels: { angry: 2, happy: 1 } });
  });
});
