import { readFile } from "node:fs/promises";
import { networkOf } from "@undertone/core";
import { assignedFold } from "@undertone/corpus";
import { describe, expect, it } from "vitest";
import { readBundle } from "../src/files/read-bundle.ts";
import { pairFold, partnerOf } from "../src/run/calibration-pairs.ts";
import { undertone } from "./undertone.ts";
import { workshop } from "./workshop.ts";

const json = async (path: string) => JSON.parse(await readFile(path, "utf8"));

describe("partnerOf", () => {
  it.each([
    [2, [1, 0]],
    [3, [1, 0, 1]],
    [6, [1, 0, 3, 2, 5, 4]],
  ])("pairs %d folds", (n, partners) => {
    expect(Array.from({ length: n }, (_, i) => partnerOf(i, n))).toEqual(partners);
  });
});

describe("pairFold", () => {
  it("trains on what both folds train on, which has nothing of either's test side", () => {
    const utterances = ["a", "b", "c"].map((path) => ({ path, corpus: "x", speaker: path, label: "sad" as const }));
    const folds = utterances.map((test, i) =>
      assignedFold({ name: `speaker-${i + 1}`, train: utterances.filter((one) => one !== test), test: [test] }),
    );
    const [a, b, c] = utterances;
    const plan = { protocol: "speaker" as const, labels: ["sad" as const], folds };
    expect(pairFold(plan, 0)).toEqual({ name: "calibration-1-2", train: [c], validation: [], test: [a, b] });
    expect(pairFold(plan, 1)).toEqual(pairFold(plan, 0));
    expect(pairFold(plan, 2)).toEqual({ name: "calibration-2-3", train: [a], validation: [], test: [b, c] });
  });
});

describe("a run's calibration", () => {
  it("is by the validation side where there is one, and is what the bundle gives out", async () => {
    const { at, train } = await workshop();
    await train("run", "--no-final", "--fold", "1");
    const { folds, calibration } = await json(at("run/metrics.json"));
    expect(folds[0].calibration).toMatchObject({ fittedOn: "the validation side", nFitted: 7 });
    expect(calibration.nll).toBe(folds[0].calibration.nll);

    await undertone("bundle", at("run"), "--weights", "f32");
    const [trained, shipped] = await Promise.all(
      ["run/fold-1/model.undertone", "run/model.undertone"].map((path) => readBundle(at(path))),
    );
    const { temperature } = folds[0].calibration;
    expect(shipped.training.metrics.temperature).toBe(temperature);
    const kernel = networkOf(shipped).parameters.at(-2)!.name;
    expect(shipped.tensors.get(kernel)).toEqual(trained.tensors.get(kernel)!.map((value) => value / temperature));

    // The runtime's probabilities at float32 weights divided by T against the float64 ones that were measured.
    const { stdout } = await undertone("evaluate", at("run/model.undertone"), at("corpus"), "--json");
    const { nll, ece, metrics } = JSON.parse(stdout);
    expect(nll).toBeCloseTo(calibration.nll, 5);
    expect(ece).toBeCloseTo(calibration.ece, 5);
    expect(metrics).toEqual(folds[0].metrics);
  });

  it("takes a model a pair of folds where nobody validates, and survives in metrics.json", async () => {
    const { at, train } = await workshop();
    const args = ["--validation-speakers", "0", "--folds", "3", "--calibrate", "--no-final", "--json"];
    const { exitCode, stderr, stdout } = await train("run", ...args);
    expect([exitCode, stderr]).toEqual([0, expect.stringContaining("calibration of folds 2 and 3")]);
    const report = JSON.parse(stdout);
    expect(report.folds.map(({ calibration }: { calibration: { fittedOn: string } }) => calibration.fittedOn)).toEqual([
      "the test side of fold 2, by a model of neither fold",
      "the test side of fold 1, by a model of neither fold",
      "the test side of fold 2, by a model of neither fold",
    ]);
    const pair = await json(at("run/calibration-1-2/metrics.json"));
    const tested = [...report.folds[0].speakers.test, ...report.folds[1].speakers.test].sort();
    expect([...pair.speakers.test].sort()).toEqual(tested);
    expect(pair.speakers.train.filter((speaker: string) => tested.includes(speaker))).toEqual([]);
    expect((await json(at("run/fold-3/metrics.json"))).calibration).toEqual(report.folds[2].calibration);
  });

  it("needs three folds to train without two of them", async () => {
    const { train } = await workshop();
    expect(await train("run", "--calibrate", "--validation-speakers", "0")).toMatchObject({
      exitCode: 2,
      stderr: "undertone: folds are 2, expected at least 3 with --calibrate, which trains without two of them\n",
    });
  });

  it("takes what the other folds' models said of other speakers where nobody validates or asks", async () => {
    const { at, train } = await workshop();
    await train("run", "--validation-speakers", "0", "--no-final");
    const { folds, calibration } = await json(at("run/metrics.json"));
    for (const { calibration } of folds) {
      expect(calibration).toMatchObject({ fittedOn: "the other folds' predictions of other speakers", nFitted: 14 });
    }
    expect((await json(at("run/fold-2/metrics.json"))).calibration).toEqual(folds[1].calibration);
    expect(calibration).toMatchObject({ fittedOn: "the test sides of all folds, for the final model", nFitted: 28 });
    expect(calibration.nll).toBeCloseTo((folds[0].calibration.nll + folds[1].calibration.nll) / 2, 12);
  });

  it("is left out where nothing is held out and there is no other fold", async () => {
    const { at, train } = await workshop();
    await train("run", "--validation-speakers", "0", "--no-final", "--fold", "1");
    const { folds, calibration, baselines, perSpeaker, perCorpus } = await json(at("run/metrics.json"));
    expect([folds[0].calibration, calibration]).toEqual([null, null]);
    expect(baselines.majority.uar).toBeCloseTo(1 / 7, 14);
    expect(perSpeaker.map(({ group }: { group: string }) => group)).toEqual(folds[0].speakers.test);
    expect(perCorpus).toEqual([expect.objectContaining({ group: "synthetic", nUtterances: 14, nLabels: 7 })]);
  });
});
