import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { decodeBundle, LABELS } from "@undertone/core";
import { models } from "@undertone/models";
import { describe, expect, it } from "vitest";
import { syntheticFiles } from "./recordings.ts";
import { folderWith, undertone } from "./undertone.ts";

const card = readFileSync(new URL("../../../models/README.md", import.meta.url), "utf8");

describe.each(["default", "nano"] as const)("the shipped %s model", (name) => {
  const bytes = readFileSync(fileURLToPath(models[name]));
  const { labels, training } = decodeBundle(bytes, name);

  it("is the one that its card describes", () => {
    expect(card).toContain(`| \`${name}.undertone\` | [\`${name}\`](../recipes/${name}.json), seed 1 |`);
    expect(card).toContain(`\`${createHash("sha256").update(bytes).digest("hex")}\``);
  });

  it("says what it learned from, and what was measured how", () => {
    expect(labels).toEqual(LABELS);
    expect(training).toMatchObject({ corpora: ["emo-db", "ravdess"], synthetic: false, recipe: name, seed: 1 });
    expect(training.speakers).toHaveLength(34);
    expect(training.protocol).toBe("speaker (unseen voices), by the models of 5 folds");
    expect(training.metrics.uar).toBeGreaterThan(0.5);
  });
});

describe("recognize without --model", () => {
  it("uses the shipped one and says so", async () => {
    const [[name, bytes]] = Object.entries(syntheticFiles());
    const file = join(await folderWith({ [name]: bytes }), name);
    const { stdout, exitCode } = await undertone("recognize", file);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(
      /^No --model is named: the one that comes with Undertone is used, trained on acted speech of 34 speakers \(emo-db, ravdess\)\.\nunweighted average recall \d\d\.\d %, protocol speaker \(unseen voices\), by the models of 5 folds\. What it is for, and not: models\/README\.md\n\n/,
    );
    const json = JSON.parse((await undertone("recognize", file, "--json")).stdout);
    expect(json.model).toBe(fileURLToPath(models.default));
    expect(json.files[0].probabilities).toHaveProperty("angry");
  });
});
