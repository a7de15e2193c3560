import { copyFile, readdir, symlink } from "node:fs/promises";
import { writeWav } from "@undertone/audio";
import { describe, expect, it } from "vitest";
import { syntheticFiles } from "./recordings.ts";
import { folderWith, undertone } from "./undertone.ts";
import { workshop } from "./workshop.ts";

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
    const { exitCode, stdout, stderr } = await undertone("corpus", folder, "--no-audit");
    expect([exitCode, stderr]).toEqual([0, ""]);
    expect(stdout).toBe(`${folder}: 4 utterances

corpus   utterances  speakers  angry  sad  fear  disgust  happy  neutral  surprise
emo-db            1         1      1    0     0        0      0        0         0
ravdess           3         2      1    0     0        0      0        2         0

calm counts as neutral, boredom is dropped
labels of emo-db: W is angry
labels of ravdess: angry, calm and neutral are neutral

dropped: 1 file
  1  boredom is none of the seven labels (option boredom: "drop")

unrecognized: 1 file
  odd, name.wav: the name is of no known corpus, and the folder names no emotion

ignored, not audio by name: 1 file
`);
  });

  it("says all of it in one JSON document", async () => {
    const folder = await folderWith(MIXED);
    const { stdout } = await undertone("corpus", folder, "--no-audit", "--json", "--calm", "drop", "--boredom", "sad");
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
    const { stdout } = await undertone("corpus", folder, "--no-audit", "--manifest", `${folder}/labels.csv`);
    expect(stdout).toContain("manifest           1         1      0    0     0        0      1");
    expect(stdout).toContain("unrecognized: 1 file\n  b.wav: is not in the manifest\n");
  });

  it("names the line of a broken manifest", async () => {
    const folder = await folderWith({ "labels.csv": "path,mood\na.wav,joy\n" });
    expect(await undertone("corpus", folder, "--no-audit", "--manifest", `${folder}/labels.csv`)).toEqual({
      exitCode: 1,
      stdout: "",
      stderr: `undertone: ${folder}/labels.csv: manifest line 1: header is "path,mood", expected a column label\n`,
    });
  });

  it("says that speakers are unknown in a folder per label", async () => {
    const folder = await folderWith({ "angry/1.wav": "", "sad/1.wav": "" });
    const { stdout } = await undertone("corpus", folder, "--no-audit");
    expect(stdout).toContain("folder           2   unknown      1    1");
  });

  it("fails on a folder without audio, or without any that it can label", async () => {
    const empty = await folderWith({ "note.txt": "" });
    expect(await undertone("corpus", empty, "--no-audit")).toMatchObject({
      exitCode: 1,
      stderr: `undertone: ${empty}: holds no audio files\n`,
    });
    const unlabelled = await folderWith({ "x.wav": "" });
    expect((await undertone("corpus", unlabelled, "--no-audit")).stderr).toBe(
      `undertone: ${unlabelled}: none of 1 audio file could be labelled, expected a known corpus, a folder per label, --adapter folder-speaker or --manifest\n`,
    );
  });

  it("follows links, but not round in circles", async () => {
    const elsewhere = await folderWith({ "happy/1.wav": "" });
    const folder = await folderWith({ "angry/1.wav": "" });
    await symlink(elsewhere, `${folder}/linked`);
    await symlink(folder, `${folder}/angry/again`);
    await symlink("nothing", `${folder}/angry/2.wav`);
    const { stdout } = await undertone("corpus", folder, "--no-audit", "--json");
    expect(JSON.parse(stdout).corpora[0]).toMatchObject({ utterances: 3, labels: { angry: 2, happy: 1 } });
  });
});

describe("the audit", () => {
  const files = syntheticFiles();
  const [first, second] = Object.keys(files);

  it("finds a sound corpus sound, and sentences on both sides", async () => {
    const folder = await folderWith(files);
    const { exitCode, stdout } = await undertone("corpus", folder, "--no-cache");
    expect(exitCode).toBe(0);
    expect(stdout).toContain(`audit, protocol speaker: of 28 test utterances so many have in training
the same samples       0    0.0 %
the same recording     0    0.0 %
an augmented sibling   0    0.0 %
the same speaker       0    0.0 %
the same sentence     28  100.0 %
no duplicates, nothing silent, clipped or of odd length or level
`);
  });

  it("names one recording under two speakers' names, and fails unless asked not to", async () => {
    const voices = Object.keys(files).filter((path) => path.includes("_angry_"));
    const copies = { ...files, [voices[1]]: files[voices[0]], "note.wav": "no audio" };
    const folder = await folderWith(copies);
    const outcome = await undertone("corpus", folder, "--folds", "leave-one-speaker-out");
    expect(outcome.exitCode).toBe(1);
    expect(outcome.stdout).toContain(
      `one recording several times: 1\n  ${voices[0]} = ${voices[1]} (equal samples; angry)`,
    );
    expect(outcome.stderr).toContain(
      `undertone: the division is unsound under protocol speaker:
2 of 28 test utterances have the same samples in training:
  speaker-1: ${voices[0]} is tested, ${voices[1]} is trained on
  speaker-2: ${voices[1]} is tested, ${voices[0]} is trained on
2 of 28 test utterances have the same recording in training:
`,
    );
    const asked = await undertone("corpus", folder, "--folds", "leave-one-speaker-out", "--unsound", "--json");
    expect(asked.exitCode).toBe(0);
    expect(JSON.parse(asked.stdout).audit.split).toMatchObject({ nTested: 28, broken: ["samples", "sound"] });
  });

  it("reports silent, clipped and broken files, and conflicting labels", async () => {
    const silence = writeWav({ samples: new Float32Array(16_000), sampleRate: 16_000 });
    const square = writeWav({
      samples: new Float32Array(32_000).map((_, i) => (i % 64 < 32 ? 1 : -1)),
      sampleRate: 16_000,
    });
    const folder = await folderWith({
      ...{ "angry/1.wav": files[first], "sad/1.wav": files[first], "sad/2.wav": files[second] },
      ...{ "happy/s.wav": silence, "happy/c.wav": square, "happy/b.wav": "no audio" },
    });
    const { stdout, stderr, exitCode } = await undertone("corpus", folder, "--unsound");
    expect(exitCode).toBe(0);
    expect(stdout).toContain(
      "one recording under several labels: 1\n  angry/1.wav = sad/1.wav (equal samples; angry, sad)\n",
    );
    expect(stdout).toContain("silent: 1\n  happy/s.wav\nclipped: 1\n  happy/c.wav: ");
    expect(stdout).toContain("audit, protocol clip: of 5 test utterances");
    expect(stderr).toContain("1 file of 6 cannot be read and is left out:\n  happy/b.wav: ");
  });

  it("stops a training before it begins, unless asked not to", async () => {
    const { at, train } = await workshop();
    const [one, other] = Object.keys(files).filter((path) => path.includes("_sad_"));
    await copyFile(at(`corpus/${one}`), at(`corpus/${other}`));
    const args = ["--folds", "leave-one-speaker-out", "--fold", "1", "--epochs", "1"];
    const refused = await train("run", ...args);
    expect([refused.exitCode, refused.stderr]).toEqual([
      1,
      expect.stringContaining("is unsound under protocol speaker"),
    ]);
    await expect(readdir(at("run"))).rejects.toThrow("ENOENT");
    const { exitCode, stdout } = await train("run", ...args, "--unsound", "--json");
    const label = "speaker (unseen voices), synthetic, unsound: the same samples, the same recording on both sides";
    expect([exitCode, JSON.parse(stdout)]).toMatchObject([
      0,
      { protocolLabel: label, audit: { broken: ["samples", "sound"] } },
    ]);
  });
});
