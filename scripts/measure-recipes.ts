// The measurements of recipes/RESULTS.md: each row of its tables is a run of `undertone train` by three seeds, in hours.
// Usage: npm run measure -- CORPORA [NAME...]; CORPORA holds the folders ravdess, tess and emodb; without a name, all of them.
// Runs are kept in runs/measure: a measurement that was stopped goes on where it was, one that is done is only printed.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { HEAD, measuredRow } from "./measured-row.ts";
import { run } from "./run.ts";

/** By name, what `undertone train` is asked; corpora by the names of their folders. */
const MEASUREMENTS: Readonly<Record<string, { title: string; corpora: string[]; options: string[] }>> = {
  default: ravdess("RAVDESS, 7 classes, `default`", ["--ensemble"]),
  "default-8": ravdess("RAVDESS, 8 classes, `default`", ["--calm", "own"]),
  nano: ravdess("RAVDESS, 7 classes, `nano`", ["--recipe", "nano"]),
  kaggle: ravdess("RAVDESS, 7 classes, `kaggle`", ["--recipe", "kaggle"]),
  "default-taught": ravdess("RAVDESS, 7 classes, `default` taught by the three of row 1", [
    "--teacher",
    runOf("default"),
  ]),
  "nano-taught": ravdess("RAVDESS, 7 classes, `nano` taught by the three of row 1", [
    ...["--recipe", "nano", "--teacher", runOf("default")],
  ]),
  "speaker-text": ravdess("RAVDESS, 7 classes, `default`", ["--protocol", "speaker-text"]),
  emodb: { title: "EMO-DB, 6 classes, `default`", corpora: ["emodb"], options: ["--folds", "5"] },
  corpus: {
    title: "each of RAVDESS, TESS, EMO-DB by the other two, `default`",
    corpora: ["ravdess", "tess", "emodb"],
    options: ["--protocol", "corpus"],
  },
  leaky: {
    title: "RAVDESS and TESS, 7 classes, `default`",
    corpora: ["ravdess", "tess"],
    options: ["--protocol", "leaky"],
  },
  "leaky-kaggle": {
    title: "RAVDESS and TESS, 7 classes, `kaggle`",
    corpora: ["ravdess", "tess"],
    options: ["--protocol", "leaky", "--recipe", "kaggle"],
  },
};

const SEEDS = "1,2,3";

/** Where a measurement is kept; those that others teach come behind them. */
function runOf(name: string): string {
  return join("runs", "measure", name);
}

const [root, ...asked] = process.argv.slice(2);
const unknown = asked.find((name) => !Object.hasOwn(MEASUREMENTS, name));
if (root === undefined || unknown !== undefined) {
  const wrong = root === undefined ? "CORPORA is missing" : `NAME is ${unknown}`;
  console.error(`${wrong}, expected a folder of corpora and names of ${Object.keys(MEASUREMENTS).join(", ")}`);
  process.exit(2);
}
const rows: string[] = [];
const notes: string[] = [];
for (const name of asked.length > 0 ? asked : Object.keys(MEASUREMENTS)) {
  const { title, corpora, options } = MEASUREMENTS[name];
  const out = runOf(name);
  if (!existsSync(join(out, "seeds-metrics.json"))) {
    const folders = corpora.map((corpus) => join(root, corpus));
    const training = existsSync(join(out, "seeds.json"))
      ? ["--resume", out]
      : [...folders, ...options, "--seeds", SEEDS, "--no-final", "--out", out];
    if ((await run("undertone", ["train", ...training])) !== 0) process.exit(1);
  }
  const measured = measuredRow(title, out);
  rows.push(measured.row);
  notes.push(...measured.notes);
}
console.log([HEAD, ...rows, "", ...notes.map((note) => `- ${note}`)].join("\n"));

/** A measurement on unseen speakers of RAVDESS, in EmoBox's folds. */
function ravdess(title: string, options: string[]) {
  return { title, corpora: ["ravdess"], options: ["--folds", "emobox", ...options] };
}
