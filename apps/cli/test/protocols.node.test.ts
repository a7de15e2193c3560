import { readFile } from "node:fs/promises";
import { LABELS, type Label } from "@undertone/core";
import { describe, expect, it } from "vitest";
import { syntheticFiles } from "./recordings.ts";
import { undertone } from "./undertone.ts";
import { workshop } from "./workshop.ts";

const LEAKY = "leaky (copies of test clips were trained on), synthetic";
const json = async (path: string) => JSON.parse(await readFile(path, "utf8"));

/** Every number in a JSON document with the way to it. */
function numbersIn(value: unknown, way: string[] = []): string[][] {
  if (typeof value === "number") return [way];
  return typeof value === "object" && value !== null
    ? Object.entries(value).flatMap(([key, part]) => numbersIn(part, [...way, key]))
    : [];
}

describe("train --protocol", () => {
  it("leaky leaves no number without its label, and trains no final model", async () => {
    const { at } = await workshop();
    const args = ["train", at("corpus"), "--recipe", at("recipe.json"), "--out", at("run"), "--protocol", "leaky"];
    const { exitCode, stdout, stderr } = await undertone(...args);
    expect([exitCode, stderr.split("\n")[0]]).toEqual([0, expect.stringMatching(/^leaky .*validation UAR/)]);
    expect(stdout).toContain(`protocol ${LEAKY}: 90 rows to train on, 11 rows to validate, 11 rows to test\n`);
    const measures = stdout.split("\n").filter((line) => /(accuracy|UAR|F1|ECE)\b.* %/.test(line));
    expect(measures.length).toBeGreaterThan(3);
    for (const line of measures) expect(line).toMatch(/^leaky (\(copies of test clips were trained on\)|\|)/);
    expect(stdout).toMatch(/^leaky .*: validation accuracy [\d.]+ %, test accuracy [\d.]+ %, UAR [\d.]+ % on 11 /m);
    expect(stdout).not.toContain("final model");

    for (const path of ["run/metrics.json", "run/fold-1/metrics.json"]) {
      expect(Object.keys(await json(at(path)))).toEqual([LEAKY]);
    }
    const history = (await readFile(at("run/fold-1/history.jsonl"), "utf8")).trim().split("\n");
    for (const line of history) expect(Object.keys(JSON.parse(line))).toEqual([LEAKY]);
    const predictions = (await readFile(at("run/fold-1/predictions.csv"), "utf8")).trim().split("\n");
    expect(predictions[0].endsWith(",protocol")).toBe(true);
    for (const line of predictions.slice(1)) expect(line.endsWith(`"${LEAKY}"`)).toBe(true);

    const again = JSON.parse((await undertone("train", "--resume", at("run"), "--json")).stdout);
    expect(Object.keys(again)).toEqual([LEAKY]);
    const bundled = await undertone("bundle", at("run"));
    expect(bundled.stdout).toMatch(
      /^measured +leaky [^\n]*\n +leaky \(copies of test clips were trained on\), synthetic: UAR /m,
    );
    for (const line of bundled.stdout.split("\n").filter((line) => line.includes("UAR"))) {
      expect(line).toMatch(/leaky \(copies of test clips were trained on\), synthetic: UAR /);
    }
    expect(bundled.stdout).toMatch(/weights (i6|i8|f16|f32): leaky .* of the validation side\n/);
    const { training, weights } = JSON.parse((await undertone("bundle", at("run"), "--json")).stdout);
    expect(Object.keys(weights)).toEqual([LEAKY]);
    // The temperature is no measure: it tells how the weights were made.
    const measured = numbersIn(training.metrics).filter(([name]) => name !== "temperature");
    expect(measured.every(([name]) => name.startsWith("leaky "))).toBe(true);
    const inspected = await undertone("inspect", at("run/model.undertone"));
    const quoted = inspected.stdout.split("\n").filter((line) => line.includes("UAR"));
    expect(quoted).toEqual([expect.stringContaining("leaky (copies of test clips were trained on), synthetic: UAR ")]);
    const told = JSON.parse((await undertone("inspect", at("run/model.undertone"), "--json")).stdout);
    expect(told.training).toEqual(training);
  });

  it("speaker-text tests unseen voices that say unseen sentences", async () => {
    const rows = Object.keys(syntheticFiles()).map((path) => {
      const [, voice, label] = path.split("_");
      const isOdd = (Number(voice.at(-1)) + LABELS.indexOf(label as Label)) % 2 === 1;
      return `${path},${label},${voice},${isOdd ? "dogs" : "kids"}`;
    });
    const { at } = await workshop({ "labels.csv": ["path,label,speaker,text", ...rows].join("\n") });
    const args = [
      ...["train", at("corpus"), "--recipe", at("recipe.json"), "--out", at("run"), "--protocol", "speaker-text"],
      ...["--manifest", at("labels.csv"), "--folds", "leave-one-speaker-out", "--fold", "1", "--epochs", "1"],
      ...["--validation-speakers", "0"],
    ];
    // Folds 1 and 2 test the same voice, and each trains on the other's sentences.
    expect(await undertone(...args, "--calibrate")).toMatchObject({
      exitCode: 2,
      stderr:
        "undertone: calibration-1-2 has 0 utterances that both folds train on, expected some: --calibrate does not go with --protocol speaker-text here\n",
    });
    const { stdout, stderr, exitCode } = await undertone(...args);
    expect([exitCode, stderr]).toEqual([0, expect.any(String)]);
    expect(stdout).toContain(
      "protocol speaker-text (unseen voices, unseen sentences): 8 folds, in the first 3 speakers and 1 sentence to train on, 1 speaker and 1 sentence to test\n",
    );
    expect(stdout).toMatch(
      /^fold 1 of 8, speaker-text \(unseen voices, unseen sentences\): accuracy .* of 1 unseen speaker$/m,
    );
  });

  it("corpus trains on all corpora but the one it tests", async () => {
    const rows = Object.keys(syntheticFiles()).map((path, i) => {
      const [, voice, label] = path.split("_");
      return `${path},${label},${voice},${i < 14 ? "one" : "two"}`;
    });
    const { at, train } = await workshop({ "labels.csv": ["path,label,speaker,corpus", ...rows].join("\n") });
    const { stdout, exitCode } = await undertone(
      ...["train", at("corpus"), "--recipe", at("recipe.json"), "--out", at("run"), "--protocol", "corpus"],
      ...["--manifest", at("labels.csv"), "--validation-speakers", "1", "--no-final"],
    );
    expect(exitCode).toBe(0);
    expect(stdout).toContain("protocol corpus (unseen corpus and voices): 2 folds, in the first two (7 utterances) to");
    const { folds } = await json(at("run/folds.json"));
    expect(folds.map(({ name }: { name: string }) => name)).toEqual(["corpus-1", "corpus-2"]);
    expect(await train("other", "--protocol", "corpus")).toMatchObject({
      exitCode: 2,
      stderr: 'undertone: folds is 2, expected none under protocol "corpus"\n',
    });
  });
});
