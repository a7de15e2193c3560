import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { folderWith, undertone } from "./undertone.ts";

const corporaOf = async (...args: string[]) =>
  JSON.parse((await undertone("corpus", ...args, "--no-audit", "--json")).stdout).corpora;

describe("an audiofolder", () => {
  it.each(["metadata.csv", "metadata.jsonl"])(
    "is written by --export %s and read as what it was written from",
    async (name) => {
      const files = { "angry/anna/1.wav": "", "sad/anna/2.wav": "", "sad/bert/3.wav": "", "note.txt": "" };
      const folder = await folderWith(files);
      const adapter = ["--adapter", "folder-speaker"];
      const before = await corporaOf(folder, ...adapter);
      const { stdout } = await undertone("corpus", folder, ...adapter, "--no-audit", "--export", join(folder, name));
      expect(stdout).toContain(`${join(folder, name)} has 3 recordings`);
      expect(await readFile(join(folder, name), "utf8")).toContain("angry/anna/1.wav");
      expect(await corporaOf(folder)).toEqual(before);
    },
  );

  it("is read in each folder that has metadata, and the rest by names", async () => {
    const folder = await folderWith({
      "train/metadata.csv": "file_name,emotion,speaker_id\nx/1.wav,joy,anna\n",
      ...{
        "train/x/1.wav": "",
        "train/y/2.wav": "",
        "ravdess/03-01-05-01-01-01-01.wav": "",
        "tables/metadata.csv": "id,size\n",
      },
    });
    const { corpora, unrecognized, ignored } = JSON.parse(
      (await undertone("corpus", folder, "--no-audit", "--json")).stdout,
    );
    expect(corpora).toMatchObject([
      { corpus: "audiofolder", utterances: 1, speakers: 1, labels: { happy: 1 } },
      { corpus: "ravdess", utterances: 1 },
    ]);
    expect(unrecognized.map(({ path }: { path: string }) => path)).toEqual(["train/y/2.wav"]);
    expect(ignored).toEqual(["tables/metadata.csv", "train/metadata.csv"]);
  });

  it("whose metadata name files that are not there is told of, as is an export that would lead out of its folder", async () => {
    const folder = await folderWith({
      "metadata.jsonl": '{"file_name":"gone.wav","label":"sad"}\n',
      "in/angry/1.wav": "",
    });
    expect(await undertone("corpus", folder, "--no-audit")).toMatchObject({
      exitCode: 1,
      stderr: `undertone: ${folder}: metadata name 1 file that is not there\n`,
    });
    const out = join(folder, "other/metadata.csv");
    expect(await undertone("corpus", join(folder, "in"), "--no-audit", "--export", out)).toMatchObject({
      exitCode: 2,
      stderr: `undertone: export is ${out}, expected a file in ${join(folder, "in")} or in a folder that holds it\n`,
    });
  });
});
