import { readFile, rename, rm, writeFile } from "node:fs/promises";
import { describe, expect, it } from "vitest";
import { csv } from "../src/files/csv.ts";
import { parseCsv } from "../src/files/parse-csv.ts";
import { undertone } from "./undertone.ts";
import { workshop } from "./workshop.ts";

describe("a run's report", () => {
  it("is written by train, and the same bytes again by report, but for spectrograms where the recordings are gone", async () => {
    const { at, train } = await workshop();
    const { stdout } = await train("run", "--no-final");
    expect(stdout).toContain(`the report in ${at("run/report.html")}.`);
    const page = await readFile(at("run/report.html"), "utf8");
    expect(page).toContain('<span class="protocol">speaker (unseen voices), synthetic</span>');
    expect(page).toContain("Nobody spoke: the voices are synthetic.");
    expect(page.match(/<img /g)).toHaveLength(12);
    const { folds, summary } = JSON.parse(await readFile(at("run/metrics.json"), "utf8"));
    expect(page).toContain(`<p class="uar">${(100 * summary.pooled.uar).toFixed(1)}<span>`);
    for (const { weightsSha256 } of folds) expect(page).toContain(weightsSha256);
    expect(page).toContain(`--out ${at("run")}`);

    expect(await undertone("report", at("run"), "--out", at("again.html"))).toMatchObject({ exitCode: 0, stderr: "" });
    expect(await readFile(at("again.html"), "utf8")).toBe(page);
    await rename(at("corpus"), at("moved"));
    await undertone("report", at("run"), "--out", at("without.html"));
    const without = await readFile(at("without.html"), "utf8");
    expect(without.match(/recording not at hand/g)).toHaveLength(12);
    expect(without).not.toContain("<img ");
  });

  it("of a leaky run says so wherever a number stands", async () => {
    const { at } = await workshop();
    const args = ["train", at("corpus"), "--recipe", at("recipe.json"), "--out", at("run"), "--protocol", "leaky"];
    const { exitCode } = await undertone(...args);
    expect(exitCode).toBe(0);
    const page = await readFile(at("run/report.html"), "utf8");
    expect(page).toContain("<title>NOT SOUND: ");
    expect(page).toContain("<span> % UAR, not sound</span>");
    expect(page).toContain("Not a measure of recognition: leaky (copies of test clips were trained on), synthetic.");
    expect(page).toContain("The voices tested were heard in training");
  });

  it("needs a run that was tested, and whose files are whole", async () => {
    const { at, train } = await workshop();
    expect(await undertone("report", at("corpus"))).toMatchObject({
      exitCode: 1,
      stderr: `undertone: ${at("corpus")}: holds no run that was tested, expected metrics.json as undertone train writes it\n`,
    });
    await train("run", "--no-final", "--fold", "1");
    const table = at("run/fold-1/predictions.csv");
    const rows = (await readFile(table, "utf8")).split("\n");
    const complaint = async (text: string) => {
      await writeFile(table, text);
      return (await undertone("report", at("run"))).stderr;
    };
    expect(await complaint(rows[0])).toBe(`undertone: ${table}: holds 0 predictions, expected at least 1\n`);
    expect(await complaint("path,label\n")).toMatch(
      /columns are path,label, expected path,corpus,speaker,label,predicted,angry,/,
    );
    expect(await complaint([rows[0], rows[1].replace(/,0\.\d+,/, ",")].join("\n"))).toMatch(/row 1 is no prediction/);
    expect(await complaint([rows[0], rows[1].replace(/,0\.\d+,/, ",2,")].join("\n"))).toMatch(/row 1 is no prediction/);
    await rm(table);
    expect((await undertone("report", at("run"))).stderr).toMatch(/predictions\.csv: no such file/);
  });

  it("is made of an evaluation where one is asked for, and marked where the model knew the speakers", async () => {
    const { at, train } = await workshop();
    await train("run", "--no-final", "--fold", "1");
    const model = at("run/fold-1/model.undertone");
    await undertone("evaluate", model, at("corpus"), "--report", at("unseen.html"));
    const unseen = await readFile(at("unseen.html"), "utf8");
    expect(unseen).toContain("speaker (unseen voices), synthetic");
    expect(unseen.match(/<img /g)).toHaveLength(12);
    const { stdout } = await undertone("evaluate", model, at("corpus"), "--seen-speakers", "--report", at("seen.html"));
    expect(stdout).toContain(`The report is in ${at("seen.html")}.`);
    expect(await readFile(at("seen.html"), "utf8")).toContain("NOT SOUND: speakers seen in training, synthetic");
  });
});

describe("parseCsv", () => {
  it.each([
    [[]],
    [[["a"]]],
    [
      [
        ["path", "x"],
        ["a,b", '"quoted"'],
        ["line\nbreak", ""],
        ["", ""],
      ],
    ],
    [[["", "x"], [""]]],
  ])("reads what csv writes: %j", (rows) => {
    expect(parseCsv(csv(rows))).toEqual(rows);
  });

  it("reads lines ended as Windows does, and a last one that is not ended", () => {
    expect(parseCsv("a,b\r\nc,d")).toEqual([
      ["a", "b"],
      ["c", "d"],
    ]);
  });
});
