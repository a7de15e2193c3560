import { readdir, readFile, rm } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { undertone } from "./undertone.ts";
import { workshop } from "./workshop.ts";

const json = async (path: string) => JSON.parse(await readFile(path, "utf8"));

describe("train --seeds", () => {
  it("trains a run for each seed in the same folds, and tells mean, deviation, interval and ensemble", async () => {
    const { at, train } = await workshop();
    const { exitCode, stdout, stderr } = await train("runs", "--seeds", "3,5", "--ensemble", "--no-final", "--json");
    expect([exitCode, stderr]).toEqual([0, expect.any(String)]);
    expect((await readdir(at("runs"))).sort()).toEqual([
      ...["report.html", "seed-3", "seed-5", "seeds-metrics.json", "seeds.json"],
    ]);
    const [first, second] = await Promise.all(["3", "5"].map((seed) => json(at(`runs/seed-${seed}/metrics.json`))));
    expect(await json(at("runs/seed-5/folds.json"))).toEqual(await json(at("runs/seed-3/folds.json")));
    expect(second.folds[0].weightsSha256).not.toBe(first.folds[0].weightsSha256);

    const report = JSON.parse(stdout);
    expect(await json(at("runs/seeds-metrics.json"))).toEqual({ ...report, run: undefined });
    const [a, b] = [first, second].map(({ summary }) => summary.pooled.uar);
    expect(report.overSeeds.uar.mean).toBeCloseTo((a + b) / 2, 14);
    expect(report.overSeeds.uar.standardDeviation).toBeCloseTo(Math.abs(a - b) / Math.SQRT2, 14);
    expect(report.interval).toMatchObject({ nSpeakers: 4 });
    expect(report.ensemble).toMatchObject({ nModels: 2, metrics: { nUtterances: 28 } });
    const page = await readFile(at("runs/report.html"), "utf8");
    expect(page).toContain("<dd>28 utterances by each of 2 seeds, 4 models</dd>");
    expect(page).toContain(`<td>${(100 * report.ensemble.metrics.uar).toFixed(1)}</td>`);
    expect((await undertone("report", at("runs"), "--out", at("again.html"))).exitCode).toBe(0);
    expect(await readFile(at("again.html"), "utf8")).toBe(page);
    // By convexity the mean of probabilities is at least as likely as the members are on average.
    expect(report.ensemble.nll).toBeLessThanOrEqual(report.overSeeds.nll.mean);

    // A seed alone, by itself in folds of its own, is another run; the first one's folds are its own.
    const alone = JSON.parse((await train("alone", "--seed", "3", "--no-final", "--json")).stdout);
    expect(alone.folds[0].weightsSha256).toBe(first.folds[0].weightsSha256);
  });

  it("goes on where it was stopped", async () => {
    const { at, train } = await workshop();
    const whole = await train("runs", "--seeds", "1,2", "--no-final", "--fold", "1");
    expect(whole.stdout).toContain("protocol: speaker (unseen voices), synthetic\n2 seeds in the same folds, mean ± ");
    const before = await readFile(at("runs/seeds-metrics.json"), "utf8");
    await rm(at("runs/seed-2"), { recursive: true });
    await rm(at("runs/seeds-metrics.json"));
    const { exitCode, stdout } = await undertone("train", "--resume", at("runs"));
    expect(exitCode).toBe(0);
    expect(stdout).toContain("seed-1 is complete: nothing is left to train");
    expect(await readFile(at("runs/seeds-metrics.json"), "utf8")).toBe(before);
    const [first, second] = await Promise.all(["1", "2"].map((seed) => json(at(`runs/seed-${seed}/metrics.json`))));
    expect(second.command).toEqual(first.command);
  });

  it("is wrong usage with seeds twice, with --seed, or as an ensemble of none; and leaves no folder", async () => {
    const { at, train } = await workshop();
    expect((await train("runs", "--seeds", "1,1")).stderr).toBe("undertone: seeds are 1,1, expected each once\n");
    expect((await train("runs", "--seeds", "1,2", "--seed", "1")).exitCode).toBe(2);
    expect((await train("runs", "--ensemble")).stderr).toBe("undertone: ensemble is given, expected --seeds with it\n");
    expect((await train("runs", "--seeds", "1,2", "--folds", "9")).exitCode).toBe(2);
    await expect(readdir(at("runs"))).rejects.toThrow("ENOENT");
  });
});
