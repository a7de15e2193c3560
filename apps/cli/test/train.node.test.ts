import { copyFile, readdir, readFile, writeFile } from "node:fs/promises";
import { writeWav } from "@undertone/audio";
import { decodeBundle, LABELS, sha256Hex } from "@undertone/core";
import { describe, expect, it } from "vitest";
import { isEventFile } from "./fingerprints.ts";
import { smallRecipe, syntheticFiles } from "./recordings.ts";
import { undertone, undertoneUntil } from "./undertone.ts";
import { workshop } from "./workshop.ts";

const json = async (path: string) => JSON.parse(await readFile(path, "utf8"));

describe("from recordings to a recognition", () => {
  it("trains, tests on unseen speakers, bundles, recognizes and evaluates", async () => {
    const { at, train } = await workshop();
    const trained = await train("run");
    expect(trained.stderr.replaceAll(/, [\d.]+ utterances\/s.*/g, "")).toMatch(/^fold 1 of 2: epoch 1 of 2, loss /);
    expect(trained.exitCode).toBe(0);
    expect(trained.stdout).toContain("protocol: speaker (unseen voices), synthetic");
    expect(trained.stdout).toContain(`Every number is in ${at("run/metrics.json")}, the report in `);

    const files = [
      "audit.json",
      "corpus.json",
      "final",
      "fold-1",
      "fold-2",
      "folds.json",
      "metrics.json",
      "recipe.json",
      "report.html",
      "run.json",
    ];
    expect((await readdir(at("run"))).sort()).toEqual(files);
    const foldFiles = ["history.jsonl", "metrics.json", "model.undertone", "predictions.csv"];
    const inFold = (await readdir(at("run/fold-1"))).sort();
    expect(inFold.filter((name) => !isEventFile(name))).toEqual(foldFiles);

    const report = await json(at("run/metrics.json"));
    expect(report).toMatchObject({ synthetic: true, protocol: "speaker", speakers: 4, broken: 0, labels: [...LABELS] });
    expect(report.summary.pooled.nUtterances).toBe(28);
    for (const { speakers } of report.folds) {
      expect([speakers.train, speakers.validation, speakers.test].map((side) => side.length)).toEqual([1, 1, 2]);
      expect(new Set(Object.values(speakers).flat()).size).toBe(4);
    }
    for (const { weightsSha256 } of [...report.folds, report.final]) expect(trained.stdout).toContain(weightsSha256);
    const history = (await readFile(at("run/fold-1/history.jsonl"), "utf8")).trim().split("\n");
    expect(history.map((line) => JSON.parse(line).epoch)).toEqual([1, 2]);
    expect((await readFile(at("run/fold-2/predictions.csv"), "utf8")).trim().split("\n")).toHaveLength(15);

    const { parameters } = JSON.parse((await undertone("bundle", at("run"), "--json")).stdout);
    const bundled = await undertone("bundle", at("run"));
    expect(bundled.stdout).toContain(`parameters        ${parameters}\n`);
    expect(bundled.exitCode).toBe(0);
    expect(bundled.stdout).toContain("speaker (unseen voices), synthetic, by the models of 2 folds\n");
    const bytes = await readFile(at("run/model.undertone"));
    expect(bundled.stdout).toContain(sha256Hex(bytes));
    const { training } = decodeBundle(bytes);
    expect(training).toMatchObject({ synthetic: true, recipe: "small" });
    expect(training.speakers).toEqual([1, 2, 3, 4].map((voice) => `synthetic:voice-0${voice}`));
    const { temperature, ece, nll } = report.calibration;
    expect(training.metrics).toMatchObject({ uar: report.summary.pooled.uar, temperature, ece, nll });

    const inspected = JSON.parse((await undertone("inspect", at("run/model.undertone"), "--json")).stdout);
    expect(inspected).toMatchObject({
      byteLength: bytes.length,
      sha256: sha256Hex(bytes),
      labels: [...LABELS],
      parameters: { trained: parameters },
      training: { metrics: training.metrics, protocol: training.protocol, corpora: ["synthetic"] },
    });
    expect(inspected.memoryBytes % 65_536).toBe(0);
    const untested = await undertone("inspect", at("run/fold-1/model.undertone"));
    expect([untested.exitCode, untested.stderr]).toEqual([0, ""]);
    expect(untested.stdout).toContain(
      "measured          nothing yet; the protocol is speaker (unseen voices), synthetic\n",
    );
    expect(untested.stdout).toMatch(/^1 +conv2d +50 x 1 x 8 +800 +40000 /m);

    const model = ["--model", at("run/model.undertone")];
    const recognized = await undertone("recognize", ...model, at("corpus"), "--json");
    expect([recognized.exitCode, recognized.stderr]).toEqual([0, expect.any(String)]);
    const recognitions = JSON.parse(recognized.stdout).files;
    expect(recognitions).toHaveLength(28);
    for (const { label, probabilities } of recognitions) {
      expect(probabilities[label]).toBe(Math.max(...(Object.values(probabilities) as number[])));
      expect((Object.values(probabilities) as number[]).reduce((sum, p) => sum + p)).toBeCloseTo(1, 5);
    }

    const seen = await undertone("evaluate", at("run/model.undertone"), at("corpus"));
    expect(seen).toMatchObject({
      exitCode: 1,
      stderr: `undertone: ${at("corpus")}: nothing is left to evaluate, see --seen-speakers\n`,
    });
    const known = await undertone("evaluate", at("run/model.undertone"), at("corpus"), "--seen-speakers");
    expect(known.stdout).toContain("protocol: speakers seen in training, synthetic");
    expect(known.stdout).toContain(`Every number is in ${at("run/model-on-corpus.json")}.`);

    // The model of a fold has not heard that fold's test speakers: the same numbers as in the run.
    const fold = await undertone("evaluate", at("run/fold-1/model.undertone"), at("corpus"), "--json");
    expect(JSON.parse(fold.stdout)).toMatchObject({
      protocolLabel: "speaker (unseen voices), synthetic",
      metrics: report.folds[0].metrics,
      leftOut: { seenSpeakers: [...report.folds[0].speakers.train, ...report.folds[0].speakers.validation].sort() },
    });
  });

  it("bundles no weights but those that were measured", async () => {
    const { at, train } = await workshop();
    const { folds } = JSON.parse((await train("run", "--no-final", "--json")).stdout);
    await copyFile(at("run/fold-2/model.undertone"), at("run/fold-1/model.undertone"));
    const [measured, found] = folds.map((fold: { weightsSha256: string }) => fold.weightsSha256);
    expect(await undertone("bundle", at("run"), "--fold", "1")).toEqual({
      exitCode: 1,
      stdout: "",
      stderr: `undertone: ${at("run/fold-1/model.undertone")}: has weights ${found}, expected those that were measured, ${measured}\n`,
    });
  });

  it("gives the same weights for the same command, and others for another seed", async () => {
    const { train } = await workshop();
    const hashOf = async (...args: string[]) => {
      const { stdout } = await train(...(args as [string]), "--fold", "1", "--json");
      return JSON.parse(stdout).folds[0].weightsSha256 as string;
    };
    const first = await hashOf("first");
    expect(first).toMatch(/^[0-9a-f]{64}$/);
    expect(await hashOf("second")).toBe(first);
    expect(await hashOf("third", "--seed", "2")).not.toBe(first);
  });
});

describe("trouble", () => {
  it("with a few files is listed, and the rest goes on", async () => {
    const { at, train } = await workshop();
    const [broken, silent] = Object.keys(syntheticFiles());
    await writeFile(at(`corpus/${broken}`), "no audio");
    await writeFile(at(`corpus/${silent}`), writeWav({ samples: new Float32Array(16_000), sampleRate: 16_000 }));
    const { exitCode, stderr, stdout } = await train("run", "--fold", "2", "--json");
    expect(exitCode).toBe(0);
    expect(stderr).toContain(`undertone: 1 file of 28 cannot be read and is left out:\n  ${broken}: `);
    expect(stderr).toContain(`undertone: 1 warning of files that are used:\n  ${silent}: silent: every sample is 0\n`);
    expect(JSON.parse(stdout).broken).toBe(1);
    expect((await json(at("run/corpus.json"))).broken).toEqual([{ path: broken, reason: expect.any(String) }]);
  });

  it("with most files is an error, and leaves no folder", async () => {
    const { at, train } = await workshop();
    for (const path of Object.keys(syntheticFiles()).slice(0, 15)) await writeFile(at(`corpus/${path}`), "no audio");
    const { exitCode, stderr } = await train("run");
    expect(exitCode).toBe(1);
    expect(stderr).toContain("undertone: 15 of 28 files cannot be read, expected at most half\n");
    await expect(readdir(at("run"))).rejects.toThrow("ENOENT");
  });

  it("with a training that diverged in its last step is told in a line", async () => {
    const recipe = JSON.parse(smallRecipe(1));
    const diverging = { ...recipe, batchSize: 100, optimizer: { ...recipe.optimizer, learningRate: 1e30, warmUp: 0 } };
    const { train } = await workshop({ "recipe.json": JSON.stringify({ ...diverging, averagingDecay: null }) });
    const { exitCode, stderr } = await train("run", "--validation-speakers", "0");
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(
      /fold-1\/model.undertone on synthetic.*: probabilities are NaN, .*: the weights are too large\n$/,
    );
  });

  it("with unknown speakers asks for the protocol by name", async () => {
    const { at } = await workshop({ "labelled/angry/1.wav": "", "labelled/sad/1.wav": "" });
    const { exitCode, stderr } = await undertone("train", at("labelled"));
    expect(exitCode).toBe(2);
    expect(stderr).toContain("speaker is unknown for 2 utterances");
    expect(stderr).toContain("pass --protocol clip");
  });

  it("with labels is found out before anything is decoded or trained", async () => {
    const files = (...paths: string[]) => Object.fromEntries(paths.map((path) => [`${path}/1.wav`, ""]));
    const { at } = await workshop({
      ...files(..."abcd".split("").flatMap((speaker) => [`rare/angry/${speaker}`, `rare/sad/${speaker}`])),
      ...files("rare/fear/a", "alone/angry/a", "alone/angry/b", "one/angry/a", "one/sad/a"),
    });
    const trained = (folder: string, ...args: string[]) =>
      undertone("train", at(folder), "--adapter", "folder-speaker", "--folds", "2", "--out", at("run"), ...args);
    expect(await trained("rare")).toMatchObject({
      exitCode: 2,
      stderr: expect.stringMatching(/^undertone: fold [12] of 2 has no utterance of fear to train on, expected every /),
    });
    expect(await trained("alone")).toMatchObject({
      exitCode: 2,
      stderr: "undertone: labels are angry alone, expected at least 2\n",
    });
    expect(await trained("one")).toMatchObject({
      exitCode: 2,
      stderr: "undertone: speakers are 1, expected at least 2\n",
    });
    await expect(readdir(at("run"))).rejects.toThrow("ENOENT");
  });

  it("with folds that do not fit, or a folder that is taken, is wrong usage", async () => {
    const { at, train } = await workshop({ "taken/file": "" });
    expect(await train("run", "--folds", "5")).toMatchObject({
      exitCode: 2,
      stderr: "undertone: nFolds is 5, expected a whole number from 2 to 4 speakers\n",
    });
    expect(await train("run", "--fold", "3")).toMatchObject({
      exitCode: 2,
      stderr: "undertone: fold is 3, expected a whole number from 1 to 2\n",
    });
    expect(await train("taken")).toMatchObject({
      exitCode: 2,
      stderr: `undertone: out is ${at("taken")}, expected a folder that is empty or not there yet\n`,
    });
  });

  it("with a file to recognize has its line, the others go on, and the exit code is 1", async () => {
    const { at, train } = await workshop();
    await train("run", "--fold", "1");
    const [good] = Object.keys(syntheticFiles()).map((path) => at(`corpus/${path}`));
    const truncated = at("cut.wav");
    await writeFile(truncated, (await readFile(good)).subarray(0, 20_000));
    const model = at("run/fold-1/model.undertone");
    const outcome = await undertone("recognize", "--model", model, good, at("gone.wav"), truncated, at("recipe.json"));
    expect(outcome.exitCode).toBe(1);
    expect(
      outcome.stdout
        .split("\n")
        .slice(1, 5)
        .map((line) => line.split(/ {2,}/)[0]),
    ).toEqual([good, at("gone.wav"), truncated, at("recipe.json")]);
    expect(outcome.stderr).toContain(`undertone: ${at("gone.wav")}: no such file or directory\n`);
    expect(outcome.stderr).toContain(`undertone: ${truncated}: warning: `);
    expect(outcome.stderr).toContain(`undertone: ${at("recipe.json")}: `);
    expect(outcome.stderr.endsWith("undertone: 2 of 4 files could not be recognized\n")).toBe(true);
  });
});

describe("an interruption", () => {
  it("ends a training after the step and says how to go on", async () => {
    const { at } = await workshop({ "recipe.json": smallRecipe(1000) });
    const interruption = new AbortController();
    const { Interrupted } = await import("../src/errors.ts");
    const args = ["train", at("corpus"), "--recipe", at("recipe.json"), "--out", at("run"), "--folds", "2"];
    const running = undertoneUntil(interruption.signal, ...args);
    while (!(await readFile(at("run/fold-1/history.jsonl"), "utf8").catch(() => ""))) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    interruption.abort(new Interrupted());
    const { exitCode, stderr } = await running;
    expect(exitCode).toBe(130);
    expect(stderr.trimEnd().split("\n").at(-1)).toBe(
      `undertone: interrupted: ${at("run")} keeps what was under way; npx undertone train --resume ${at("run")} goes on`,
    );
    expect((await readdir(at("run"), { recursive: true })).filter((name) => name.endsWith(".tmp"))).toEqual([]);
    const history = (await readFile(at("run/fold-1/history.jsonl"), "utf8")).trimEnd().split("\n");
    for (const line of history) expect(JSON.parse(line)).toHaveProperty("trainingLoss");
  });

  it("of the final model leaves the folds' numbers and models", async () => {
    const { at } = await workshop({ "recipe.json": smallRecipe(20) });
    const interruption = new AbortController();
    const { Interrupted } = await import("../src/errors.ts");
    const args = ["train", at("corpus"), "--recipe", at("recipe.json"), "--out", at("run"), "--folds", "2"];
    const running = undertoneUntil(interruption.signal, ...args);
    while (!(await readdir(at("run")).catch(() => [] as string[])).includes("final")) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    interruption.abort(new Interrupted());
    const { exitCode, stderr } = await running;
    expect(exitCode).toBe(130);
    expect(stderr).toContain(
      `${at("run")} keeps fold-1, fold-2, metrics.json and what was under way; npx undertone train --resume ${at("run")} goes on\n`,
    );
    expect((await json(at("run/metrics.json"))).final).toBeNull();
    expect(await undertone("bundle", at("run"), "--fold", "2")).toMatchObject({ exitCode: 0, stderr: "" });
  });
});
