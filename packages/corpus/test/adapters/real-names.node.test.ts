import { existsSync, readFileSync } from "node:fs";
import { readCorpus, readManifest } from "@undertone/corpus";
import { describe, expect, it } from "vitest";

const truth = new URL("../../../../../shared/data/manifest.csv", import.meta.url);

describe.skipIf(!existsSync(truth))("real corpora (left out: ../shared/data/manifest.csv is missing)", () => {
  const [header, ...rows] = existsSync(truth) ? readFileSync(truth, "utf8").trimEnd().split(/\r?\n/) : [""];
  const columns = header.split(",");
  const clips = rows.map((row) => Object.fromEntries(row.split(",").map((cell, i) => [columns[i], cell])));
  // The truth calls EMO-DB "emodb".
  const spelled = (name: string) => name.replace(/^emodb/, "emo-db");
  const utterances = clips.map(({ path, corpus, speaker, emotion, text, intensity }) => ({
    path,
    corpus: spelled(corpus),
    speaker: spelled(speaker),
    label: emotion === "calm" ? "neutral" : emotion,
    text: `${spelled(corpus)}:${text}`,
    intensity: intensity || null,
  }));
  const byPath = (a: { path: string }, b: { path: string }) => (a.path < b.path ? -1 : 1);

  it("have the label, speaker, text and intensity that their file names were read to have", () => {
    expect(utterances).toHaveLength(4775);
    const listing = readCorpus(clips.map(({ path }) => path));
    const bored = clips.filter(({ emotion }) => emotion === "boredom");
    expect(listing.utterances.map(({ nativeLabel: _, ...rest }) => rest)).toEqual(
      utterances.filter(({ label }) => label !== "boredom").sort(byPath),
    );
    expect(listing.dropped.map(({ path }) => path)).toEqual(bored.map(({ path }) => path).sort());
    expect(listing.unrecognized).toEqual([]);
    expect(listing.ignored).toEqual([]);
    expect(listing.adapters).toEqual([
      { name: "ravdess", count: 1440 },
      { name: "tess", count: 2800 },
      { name: "emo-db", count: 535 - bored.length },
    ]);
  });

  it("have the same when read from the manifest", () => {
    const csv = [header.replace("emotion,", "label,"), ...rows].join("\n");
    const expected = utterances.filter(({ label }) => label !== "boredom").sort(byPath);
    const listed = readManifest(csv).utterances.map(({ path, label, speaker }) => ({ path, label, speaker }));
    expect(listed.map((one) => ({ ...one, speaker: spelled(one.speaker!) }))).toEqual(
      expected.map(({ path, label, speaker }) => ({ path, label, speaker })),
    );
  });
});
