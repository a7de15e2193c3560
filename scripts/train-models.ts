// Trains the bundles of models/ on RAVDESS and EMO-DB, in about an hour, and tries them on TESS, which they never heard.
// Usage: npm run models -- CORPORA [NAME...]; CORPORA holds the folders ravdess, emodb and tess; without a name, all of them.
// Runs are kept in runs/models: one that was stopped goes on where it was. The same corpora give the same bytes.
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "./run.ts";

const NAMES = ["default", "nano"];

const [root, ...asked] = process.argv.slice(2);
const unknown = asked.find((name) => !NAMES.includes(name));
if (root === undefined || unknown !== undefined) {
  const wrong = root === undefined ? "CORPORA is missing" : `NAME is ${unknown}`;
  console.error(`${wrong}, expected a folder of corpora and names of ${NAMES.join(", ")}`);
  process.exit(2);
}
const corpus = (name: string) => join(root, name);

for (const name of asked.length > 0 ? asked : NAMES) {
  const out = join("runs", "models", name);
  const bundle = join("models", `${name}.undertone`);
  if (!existsSync(join(out, "final", "model.undertone"))) {
    const training = existsSync(join(out, "run.json"))
      ? ["--resume", out]
      : [corpus("ravdess"), corpus("emodb"), "--recipe", name, "--folds", "5", "--out", out];
    await undertone("train", ...training);
  }
  await undertone("bundle", out, "--form", "undertone", "--weights", "i6", "--out", bundle);
  await undertone("evaluate", bundle, corpus("tess"), "--out", join("runs", "models", `${name}-on-tess.json`));
  const bytes = readFileSync(bundle);
  console.log(`${bundle}: ${bytes.length} bytes, SHA-256 ${createHash("sha256").update(bytes).digest("hex")}`);
}

async function undertone(...args: string[]): Promise<void> {
  console.log(`\n$ undertone ${args.join(" ")}`);
  if ((await run("undertone", args)) !== 0) process.exit(1);
}
