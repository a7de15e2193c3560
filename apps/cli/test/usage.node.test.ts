import { writeFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { folderWith, undertone } from "./undertone.ts";

const COMMANDS = ["demo", "corpus", "train", "evaluate", "bundle", "inspect", "recognize", "adapt", "bench"];

describe("help", () => {
  it.each(COMMANDS)("of %s has examples and --json", async (command) => {
    const { exitCode, stdout, stderr } = await undertone(command, "--help");
    expect(exitCode).toBe(0);
    expect(stdout).toContain(`Usage: undertone ${command}`);
    expect(stdout).toContain(`Examples:\n  $ undertone ${command}`);
    expect(stdout).toContain("--json");
    expect(stderr).toBe("");
  });

  it("names every command", async () => {
    const { stdout } = await undertone("--help");
    for (const command of COMMANDS) expect(stdout).toMatch(new RegExp(`^ {2}${command} `, "m"));
  });

  it("goes to stderr and fails without a command", async () => {
    const { exitCode, stdout, stderr } = await undertone();
    expect([exitCode, stdout]).toEqual([2, ""]);
    expect(stderr).toContain("Usage: undertone");
  });
});

it("prints the version of package.json", async () => {
  expect(await undertone("--version")).toEqual({ exitCode: 0, stdout: "0.1.0\n", stderr: "" });
});

describe("wrong usage", () => {
  it.each([
    [["nonsense"], "undertone: unknown command 'nonsense'"],
    [["corpus"], "undertone: missing required argument 'folders'"],
    [["evaluate", "a", "b", "c"], "undertone: too many arguments for 'evaluate'. Expected 2 arguments but got 3."],
    [["train", "x", "--epoch", "3"], "undertone: unknown option '--epoch'\n(Did you mean --epochs?)"],
    [["train", "x", "--epochs", "0"], "undertone: epochs is 0, expected a whole number from 1 to 10000"],
    [["train", "x", "--epochs", "1.5"], "undertone: epochs is 1.5, expected a whole number from 1 to 10000"],
    [["train", "x", "--epochs", ""], "undertone: epochs is , expected a whole number from 1 to 10000"],
    [["train", "x", "--seed", "-1"], "undertone: seed is -1, expected a whole number from 0 to 4294967295"],
    [
      ["train", "x", "--folds", "1"],
      "undertone: folds is 1, expected a whole number from 2, emobox or leave-one-speaker-out",
    ],
    [["train"], "undertone: folder is missing, expected a folder of recordings, or --resume RUN"],
    [["train", "x", "--resume", "run"], "undertone: folder is x, expected none with --resume"],
    [
      ["train", "--resume", "run", "--epochs", "3"],
      "undertone: --epochs is given, expected no other option with --resume",
    ],
    [
      ["train", "--resume", "run", "--no-final"],
      "undertone: --no-final is given, expected no other option with --resume",
    ],
    [
      ["train", "x", "--recipe", "none"],
      'undertone: recipe is "none", expected default, nano, mfcc, kaggle, demo or a JSON file',
    ],
    [
      ["corpus", "x", "--calm", "sad"],
      "undertone: option '--calm <what>' argument 'sad' is invalid. Allowed choices are neutral, own, drop.",
    ],
    [
      ["corpus", "x", "--manifest", "a.csv", "--adapter", "tess"],
      "undertone: option '--manifest <csv>' cannot be used with option '--adapter <name>'",
    ],
    [["recognize"], "undertone: missing required argument 'files'"],
  ])("%j is told in a line, with exit code 2", async (args, message) => {
    expect(await undertone(...args)).toEqual({ exitCode: 2, stdout: "", stderr: `${message}\n` });
  });
});

describe("a failure", () => {
  it("of a missing file is a line that names it, with exit code 1", async () => {
    const stderr = "undertone: nowhere: no such file or directory\n";
    expect(await undertone("corpus", "nowhere")).toEqual({ exitCode: 1, stdout: "", stderr });
    expect(await undertone("bundle", "nowhere")).toMatchObject({
      exitCode: 1,
      stderr: "undertone: nowhere/metrics.json: no such file or directory\n",
    });
  });

  it("says file or folder where the other is expected", async () => {
    const folder = await folderWith({ "note.txt": "x" });
    expect(await undertone("corpus", `${folder}/note.txt`)).toMatchObject({
      exitCode: 1,
      stderr: `undertone: ${folder}/note.txt: is a file, expected a folder\n`,
    });
    expect(await undertone("recognize", "--model", folder, "a.wav")).toMatchObject({
      exitCode: 1,
      stderr: `undertone: ${folder}: is a folder, expected a file\n`,
    });
  });

  it("names a file that is no model, and where it is wrong", async () => {
    const folder = await folderWith({ "note.undertone": "not a bundle at all" });
    expect(await undertone("recognize", "--model", `${folder}/note.undertone`, "a.wav")).toMatchObject({
      exitCode: 1,
      stderr: `undertone: ${folder}/note.undertone: is not an Undertone bundle (at byte 0)\n`,
    });
  });

  it("names what is no run's report", async () => {
    const folder = await folderWith();
    for (const report of ["null", "{", '{"folds":[{}],"final":null,"summary":{"pooled":{}}}']) {
      await writeFile(`${folder}/metrics.json`, report);
      expect(await undertone("bundle", folder)).toMatchObject({
        exitCode: 1,
        stderr: `undertone: ${folder}/metrics.json: is no run's, expected what undertone train writes\n`,
      });
    }
  });

  it("names the recipe's wrong field", async () => {
    const folder = await folderWith({ "recipe.json": '{"name": 3}', "broken.json": "{" });
    const { exitCode, stderr } = await undertone("train", folder, "--recipe", `${folder}/recipe.json`);
    expect(exitCode).toBe(1);
    expect(stderr).toContain(`undertone: ${folder}/recipe.json: recipe.name is 3, expected`);
    const broken = await undertone("train", folder, "--recipe", `${folder}/broken.json`);
    expect(broken.stderr).toContain(`undertone: ${folder}/broken.json: is not JSON: `);
  });
});
