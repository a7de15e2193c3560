import { describe, expect, it } from "vitest";
import { undertone } from "./undertone.ts";
import { workshop } from "./workshop.ts";

describe("compare", () => {
  it("tells two runs of the same utterances apart, or that it cannot", async () => {
    const { at, train } = await workshop();
    await train("first", "--no-final");
    await train("second", "--no-final", "--epochs", "1");
    const { stdout, stderr, exitCode } = await undertone("compare", at("first"), at("second"));
    expect([exitCode, stderr]).toEqual([0, ""]);
    expect(stdout).toContain(`A  ${at("first")}`);
    expect(stdout).toContain("protocol speaker (unseen voices), synthetic");
    expect(stdout).toContain("28 utterances of 4 known speakers, tested by both; differences are B - A, in points");
    expect(stdout).toMatch(/\nUAR +[\d.]+ % +[\d.]+ % +[+-]?[\d.]+ +[+-]?[\d.]+ to [+-]?[\d.]+ +[\d.]+\n/);
    expect(stdout).toMatch(/\n(No finding|[AB] is better): /);

    const json = JSON.parse((await undertone("compare", at("first"), at("second"), "--json")).stdout);
    expect(json).toMatchObject({ nUtterances: 28, nSpeakers: 4, seed: 1, uar: { test: { exact: true, nTried: 16 } } });
    expect(json.perClass).toHaveLength(7);
    expect(json.uar.difference).toBeCloseTo(json.uar.second - json.uar.first, 14);

    const same = await undertone("compare", at("first"), at("first"));
    expect(same.stdout).toContain("UAR by speaker, where they differ: none");
    expect(same.stdout).toContain("No finding: ");
  });

  it("counts a run by several seeds by its mean", async () => {
    const { at, train } = await workshop();
    const { stdout } = await train("seeds", "--seeds", "3,5", "--no-final", "--json");
    const { overSeeds } = JSON.parse(stdout);
    const compared = await undertone("compare", at("seeds"), at("seeds/seed-5"));
    expect([compared.exitCode, compared.stderr]).toEqual([0, ""]);
    expect(compared.stdout).toMatch(/ recipe small, mean of seeds 3, 5 .*\n.* recipe small, seed 5 /);
    expect(compared.stdout).toMatch(/\nRight: both [\d.]+, .*, in the mean over pairs of seeds\.\n/);
    const json = JSON.parse((await undertone("compare", at("seeds"), at("seeds/seed-5"), "--json")).stdout);
    expect(json).toMatchObject({ nUtterances: 28, first: { seeds: [3, 5] }, second: { seeds: [5] } });
    expect(json.uar.first).toBeCloseTo(overSeeds.uar.mean, 14);
  });

  it("marks every number of leaky runs", async () => {
    const { at } = await workshop();
    const recipe = ["--recipe", at("recipe.json"), "--protocol", "leaky"];
    await undertone("train", at("corpus"), ...recipe, "--out", at("run"));
    const { stdout } = await undertone("compare", at("run"), at("run"));
    const numbers = stdout
      .split("\n")
      .slice(2)
      .filter((line) => /\d/.test(line)); // behind the lines that name the runs
    expect(numbers.length).toBeGreaterThan(3);
    const label = "leaky (copies of test clips were trained on), synthetic";
    for (const line of numbers) expect(line.startsWith("leaky | ") || line.startsWith(`${label}: `)).toBe(true);
    expect(stdout).toContain(`\n${label}: UAR `);
    const json = JSON.parse((await undertone("compare", at("run"), at("run"), "--json")).stdout);
    expect(Object.keys(json)).toEqual([label]);
  });

  it("refuses runs that tested other utterances", async () => {
    const { at, train } = await workshop();
    await train("first", "--no-final");
    await train("second", "--no-final", "--fold", "1");
    const { exitCode, stderr } = await undertone("compare", at("first"), at("second"));
    expect(exitCode).toBe(1);
    expect(stderr).toMatch(
      /^undertone: .*first and .*second: test utterances differ: 14 of 28 are only in the first and 0 of 14 only in the second, as synthetic_.*\.wav, expected the same\n$/,
    );
  });
});
