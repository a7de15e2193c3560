import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { writeWav } from "@undertone/audio";
import { decodeBundle, sha256Hex } from "@undertone/core";
import { syntheticCorpus } from "@undertone/corpus";
import { describe, expect, it } from "vitest";
import { folderWith, undertone } from "./undertone.ts";

const voice = [...syntheticCorpus({ nSpeakers: 1, utterancesPerClass: 2, seed: 9 })];

/** Two clips of each of three labels, under names of their own. */
const clips = (names: Record<string, string>): Record<string, Uint8Array> =>
  Object.fromEntries(
    voice.flatMap(({ utterance, waveform }) => {
      const name = names[utterance.label];
      return name ? [[`${name}/${utterance.path}`, writeWav(waveform)] as const] : [];
    }),
  );

describe("adapt", () => {
  it("fits the shipped model to a folder for each label, and says what that changed and what it could not read", async () => {
    const folder = await folderWith({ ...clips({ angry: "angry", sad: "sad" }), "sad/broken.wav": "RIFF" });
    const out = join(folder, "mine.undertone");
    const { exitCode, stdout, stderr } = await undertone("adapt", folder, "--out", out, "--json");
    expect(exitCode).toBe(0);
    expect(stderr).toContain("undertone: sad/broken.wav: left out: ");
    expect(stderr).toContain("undertone: sad has 2 clips: with fewer than 5 chance decides as much as the voice\n");
    const told = JSON.parse(stdout);
    const bytes = await readFile(out);
    expect(told).toMatchObject({ sha256: sha256Hex(bytes), counts: [2, 2, 0, 0, 0, 0, 0] });
    expect(told.heldOut.counts).toEqual([2, 2, 0, 0, 0, 0, 0]);
    const { labels, training } = decodeBundle(bytes);
    expect(labels).toHaveLength(7);
    expect(training.protocol).toBe("adapted on 4 clips of yours; what was measured before is no longer valid");
  });

  it("tells apart labels of one's own alone", async () => {
    const folder = await folderWith(clips({ angry: "no", happy: "yes" }));
    const out = join(folder, "mine.undertone");
    const { exitCode, stdout } = await undertone("adapt", folder, "--out", out);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/label +clips +before +after\nno +2 +- +\d\nyes +2 +- +\d\nmean recall +- +[\d.]+ %\n/);
    expect(decodeBundle(await readFile(out)).labels).toEqual(["no", "yes"]);
  });

  it("says why it cannot", async () => {
    const one = await folderWith(clips({ angry: "angry" }));
    expect(await undertone("adapt", one)).toMatchObject({
      exitCode: 1,
      stderr: expect.stringContaining(`undertone: ${one}: clips are of 1 labels, expected at least 2\n`),
    });
    const none = await folderWith({ "a.wav": "" });
    expect((await undertone("adapt", none)).stderr).toBe(
      `undertone: ${none}: no recordings in a folder for each label\n`,
    );
  });
});
