import { sha256Hex } from "@undertone/core";
import { expectedCalibrationError, reportHtml } from "@undertone/evaluation";
import { describe, expect, it } from "vitest";
import { base64 } from "../../src/report/base64.ts";
import { prediction, smallReport } from "./report-data.ts";

/** The sections of a page, by id. */
const sectionsOf = (page: string): Map<string, string> =>
  new Map([...page.matchAll(/<section id="(\w+)".*?<\/section>/gs)].map(([text, id]) => [id, text]));

const styleOf = (page: string) => /<style>(.*?)<\/style>/s.exec(page)![1];

describe("reportHtml", () => {
  it("writes the same bytes in every engine", () => {
    expect(sha256Hex(new TextEncoder().encode(reportHtml(smallReport())))).toBe(
      "1352c95d02bcfc3f1c36556e004cd47a810fd9b8122836832b47d3f0d1badbf9",
    );
  });

  it("leads with the number, its interval and the protocol", () => {
    const page = reportHtml(smallReport());
    const head = page.slice(page.indexOf("<header>"), page.indexOf("<nav"));
    // Of each speaker's six utterances one sad is taken for neutral: recalls 1, 1/2 and 1.
    expect(head).toContain('<p class="uar">83.3<span> % UAR</span></p>');
    expect(head).toContain("83.3 to 83.3 % <span>95 % interval over 4 speakers</span>");
    expect(head).toContain('<span class="protocol">speaker (unseen voices)</span>');
    expect(head).toContain("Chance is 33.3 %; majority reaches 33.3 %.");
  });

  it("tells calibration before and after each fold's own temperature", () => {
    const data = smallReport();
    const made = data.folds.flatMap(({ predictions }) => predictions);
    const before = expectedCalibrationError(
      made.map(({ probabilities }) => probabilities),
      made.map(({ truth }) => truth),
    );
    const page = reportHtml(data);
    expect(page).toContain(`<dd>${(100 * before).toFixed(1)} → `);
    expect(page).toContain("Temperatures 0.75 to 1.25, fitted on the validation side; never on what is measured here.");
    const [first, second] = data.folds;
    const without = reportHtml(smallReport({ folds: [first, { ...second, temperature: null }] }));
    expect(without).not.toContain("→");
    expect(without).not.toContain("at its temperature");
  });

  it("has the protocol beside the heading of each section with numbers", () => {
    const sections = sectionsOf(reportHtml(smallReport()));
    expect([...sections.keys()]).toEqual([
      ...["confusion", "speakers", "reliability", "folds", "curves", "hardest", "audit", "origin"],
    ]);
    for (const [id, text] of sections) {
      if (id !== "origin") expect(text, id).toMatch(/<h2 id="\w+-title">[^<]+ <span class="protocol">speaker \(unseen/);
    }
  });

  it("marks every number of a split that is not sound", () => {
    const page = reportHtml(smallReport({ protocol: { label: "leaky (copies on both sides)", sound: false } }));
    expect(page).toContain("<title>NOT SOUND: ");
    expect(page).toContain(
      "Not a measure of recognition: leaky (copies on both sides). Do not quote these numbers without that.",
    );
    for (const [id, text] of sectionsOf(page)) {
      if (id !== "origin") expect(text, id).toContain('<span class="protocol unsound">NOT SOUND: leaky (copies');
    }
    expect(page).toContain('<p class="uar"><s>83.3</s><span> % UAR, not sound</span></p>');
    for (const name of ["accuracy", "macro F1", "weighted F1"]) expect(page).toContain(`<dt>${name}, not sound</dt>`);
    expect(reportHtml(smallReport())).not.toContain("NOT SOUND");
  });

  it("tells several seeds one by one, their spread, and what their models say together", () => {
    const [first, second] = smallReport().folds;
    const wrong = second.predictions.map((one) => (one.predicted === 1 ? { ...one, predicted: 2 } : one));
    const folds = [first, second, first, { ...second, predictions: wrong }].map((fold, i) => ({
      ...fold,
      seed: i < 2 ? 1 : 2,
    }));
    const page = reportHtml(smallReport({ folds }));
    expect(page).toContain("<dd>24 utterances by each of 2 seeds, 4 models</dd>");
    const seeds = sectionsOf(page).get("seeds")!;
    // Sad is recognized in half of all cases by the first seed, in a quarter by the second; probabilities are alike.
    expect(seeds).toMatch(/seed 1<\/th><td>83\.3<\/td>.*\n.*seed 2<\/th><td>75\.0<\/td>/);
    expect(seeds).toMatch(/mean ± standard deviation<\/th><td>79\.2 ± 5\.9<\/td>/);
    expect(seeds).toMatch(/all 2 together<\/th><td>83\.3<\/td>/);
    expect(seeds).toContain('<span class="protocol">speaker (unseen voices)</span>');
    expect(page).toContain('<p class="uar">79.2<span> % UAR</span></p>');
    const hardest = sectionsOf(page).get("hardest")!;
    expect(hardest.match(/<li>/g)).toHaveLength(4);
    expect(() => reportHtml(smallReport({ folds: folds.slice(0, 3) }))).toThrow(
      new RangeError("members[1] has 12 utterances, expected the 24 of the first, with the same labels"),
    );
  });

  it("shows the numbers of every chart as a table", () => {
    const sections = sectionsOf(reportHtml(smallReport()));
    for (const id of ["reliability", "curves"]) {
      expect(sections.get(id), id).toMatch(/<svg class="chart" role="img"/);
      expect(sections.get(id), id).toMatch(/<summary>as a table<\/summary>\n<div class="scroll"/);
    }
    const charts = [...reportHtml(smallReport()).matchAll(/<svg class="chart".*?<\/svg>/gs)].map(([text]) => text);
    expect(charts).toHaveLength(5);
    for (const chart of charts) expect(chart).toMatch(/<title id="[\w-]+">.+<\/title><desc id="[\w-]+">.+<\/desc>/s);
  });

  it("orders speakers by how they fared", () => {
    const made = [
      ...[0, 1, 2].map((truth) => prediction(`a/${truth}`, "fares well", truth, truth)),
      ...[0, 1, 2].map((truth) => prediction(`b/${truth}`, "fares badly", truth, 0)),
    ];
    const page = reportHtml(smallReport({ folds: [{ ...smallReport().folds[0], predictions: made }] }));
    expect(page).toContain("From 33.3 % (fares badly) to 100.0 % (fares well), median 66.7 %.");
    expect(page.indexOf('<th scope="row">fares badly')).toBeLessThan(page.indexOf('<th scope="row">fares well'));
    expect(sectionsOf(page).has("folds")).toBe(false);
  });

  it("lists the hardest speakers alone where there are very many", () => {
    const [fold] = smallReport().folds;
    const made = Array.from({ length: 600 }, (_, i) => prediction(`${i}`, `speaker-${i % 300}`, 0, i < 50 ? 1 : 0));
    const page = reportHtml(smallReport({ folds: [{ ...fold, predictions: made, history: [] }] }));
    expect(page).toContain("By speaker, the 200 hardest of 300, in percent");
    expect(page.match(/<th scope="row">speaker-/g)).toHaveLength(200);
    expect(page).toContain('<th scope="row">speaker-49<');
  });

  it("tells corpora apart where there are several", () => {
    const [fold] = smallReport().folds;
    const mixed = fold.predictions.map((one, i) => (i < 6 ? one : { ...one, corpus: "corpus-b" }));
    expect(reportHtml(smallReport())).not.toContain("By corpus");
    expect(reportHtml(smallReport({ folds: [{ ...fold, predictions: mixed }] }))).toMatch(
      /By corpus.*corpus-a.*corpus-b/s,
    );
  });

  it("tells of the audit what the protocol promises and what it does not", () => {
    const finding = { name: "same text", examples: [] };
    const audit = (share: number, promised: boolean) =>
      sectionsOf(reportHtml(smallReport({ audit: [{ ...finding, share, promised }] }))).get("audit")!;
    expect(audit(0.125, true)).toContain(
      '<dd><strong>12.5 %</strong> <strong class="broken">▲ the protocol promises none',
    );
    expect(audit(0, true)).toContain("<dd><strong>0.0 %</strong> (as the protocol promises)");
    expect(audit(1, false)).toContain("<dd><strong>100.0 %</strong> (the protocol promises nothing of it)");
  });

  it("does without speakers, history, audit and baselines", () => {
    const [fold] = smallReport().folds;
    const predictions = fold.predictions.map((one) => ({ ...one, speaker: null }));
    const bare = smallReport({ folds: [{ ...fold, predictions, history: [] }], audit: null, baselines: [] });
    const page = reportHtml(bare);
    expect(page).toContain("fewer than two known speakers");
    expect(page).toContain("No speaker is known.");
    expect(page).toContain("The split was not audited.");
    expect(sectionsOf(page).has("curves")).toBe(false);
    expect(reportHtml(smallReport({ audit: [] }))).toContain("The audit found nothing.");
  });

  it("shows the spectrograms it is given, of the hardest utterances", () => {
    const values = Float32Array.from({ length: 12 }, (_, i) => -i);
    const spectrograms = new Map([["anna/4.wav", { values, nFrames: 4, nMels: 3, duration: 1.24 }]]);
    const page = reportHtml(smallReport({ spectrograms }));
    expect(page.match(/<img /g)).toHaveLength(1);
    expect(page).toMatch(
      /src="data:image\/png;base64,[\w+/=]+" width="4" height="3" alt="Log-mel spectrogram, 1.2 s">/,
    );
    expect(page.match(/recording not at hand/g)).toHaveLength(3);
  });

  it("shows mistakes alone, those held most unlikely first", () => {
    const [fold] = smallReport().folds;
    const made = [
      prediction("right", "a", 0, 0, 0.35),
      prediction("a-little-wrong", "a", 1, 0, 0.4),
      prediction("very-wrong", "a", 2, 0, 0.9),
    ];
    const hardest = sectionsOf(reportHtml(smallReport({ folds: [{ ...fold, predictions: made }] }))).get("hardest")!;
    expect([...hardest.matchAll(/class="path">([\w-]+)</g)].map(([, path]) => path)).toEqual([
      "very-wrong",
      "a-little-wrong",
    ]);
    expect(hardest).toContain("<strong>neutral (5.0 %)</strong> recognized as <strong>angry (90.0 %)</strong>");
    const perfect = reportHtml(smallReport({ folds: [{ ...fold, predictions: made.slice(0, 1) }] }));
    expect(perfect).toContain("Every utterance was recognized.");
  });

  it("refuses no fold, and a fold without predictions", () => {
    expect(() => reportHtml(smallReport({ folds: [] }))).toThrow(
      new RangeError("folds has 0 entries, expected at least 1"),
    );
    const [fold] = smallReport().folds;
    expect(() => reportHtml(smallReport({ folds: [{ ...fold, predictions: [] }] }))).toThrow(
      new RangeError("probabilities has 0 rows, expected at least 1"),
    );
  });
});

describe("a page", () => {
  it("asks for nothing, runs nothing, and allows no more than its own style", async () => {
    const page = reportHtml(smallReport());
    expect(page).not.toMatch(/<script|<link|<iframe|<object|\son\w+=|\sstyle=|javascript:|@import|https?:|url\((?!#)/i);
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(styleOf(page))));
    expect(page).toContain(
      `content="default-src 'none'; img-src data:; style-src 'sha256-${base64(digest)}'; base-uri 'none'; form-action 'none'"`,
    );
  });

  it("has every id once, and every reference a target", () => {
    const page = reportHtml(smallReport());
    const ids = [...page.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const references = [...page.matchAll(/(?:href="#|url\(#|aria-labelledby=")([^")]+)/g)].flatMap(([, to]) =>
      to.split(" "),
    );
    expect(references.length).toBeGreaterThan(20);
    for (const to of references) expect(ids).toContain(to);
  });

  const HOSTILE = `<script>alert(1)</script>"' onerror=x \`\u202egnp.exe\u0007&lt;]]>--><style>`;

  it("shows names of files, speakers, corpora and labels as text, whatever they are", () => {
    const predictions = [0, 1, 2].map((truth) => ({
      ...prediction(`${HOSTILE}${truth}`, `${HOSTILE} speaker ${truth}`, truth, 0),
      corpus: `${HOSTILE} ${truth}`,
    }));
    const page = reportHtml(
      smallReport({
        ...{ title: HOSTILE, labels: ["angry", "sad", HOSTILE], command: HOSTILE, cautions: [HOSTILE] },
        protocol: { label: HOSTILE, sound: false },
        folds: [{ ...smallReport().folds[0], name: HOSTILE, predictions }],
        baselines: [{ name: HOSTILE, uar: 0.5, accuracy: 0.5 }],
        audit: [{ name: HOSTILE, share: 1, promised: false, examples: [HOSTILE] }],
        facts: [[HOSTILE, HOSTILE]],
      }),
    );
    const harmless =
      "&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39; onerror=x &#96;U+202Egnp.exeU+0007&amp;lt;]]&gt;--&gt;&lt;style&gt;";
    expect(page.split(harmless).length).toBeGreaterThan(20);
    expect(page.match(/<script|<style/g)).toEqual(["<style"]);
    expect([page.includes("\u202e"), page.includes("\u0007")]).toEqual([false, false]);
    // Outside of quoted attributes no tag holds anything of a name.
    for (const [tag] of page.matchAll(/<[a-z][^>]*>/g))
      expect(tag.replaceAll(/"[^"]*"/g, "")).not.toMatch(/alert|onerror/);
  });
});
