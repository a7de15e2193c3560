// npm run engines: the same jobs in every JavaScript engine, compared bit by bit. --help tells the options.
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Machine } from "./engines/engine.ts";
import { ENGINES } from "./engines/engines.ts";
import golden from "./golden.json" with { type: "json" };
import { bundle } from "./harness/bundle.ts";
import { allAgree, expectationFrom, type Outcome } from "./harness/outcome.ts";
import { resultText } from "./harness/result-text.ts";
import { runEngine } from "./harness/run-engine.ts";
import { HELP, type Options, optionsFrom } from "./options.ts";

const stop = new AbortController();
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(name, () => stop.abort());

try {
  const options = optionsFrom(process.argv.slice(2));
  if (options === "help") console.log(HELP);
  else process.exitCode = await compare(options);
} catch (error) {
  const known = error instanceof RangeError || error instanceof TypeError;
  console.error(stop.signal.aborted ? "interrupted" : known ? error.message : error);
  process.exitCode = stop.signal.aborted ? 130 : 2;
}

async function compare(options: Options): Promise<number> {
  const { engines, jobs, epochs, mayInstall } = options;
  const folder = await mkdtemp(join(tmpdir(), "undertone-engines-"));
  const [scratch, bundled] = [join(folder, "home"), join(folder, "bundle")];
  // What is said on the way stays apart from the result, which may go to a file.
  const machine: Machine = { mayInstall, scratch, signal: stop.signal, say: (line) => console.error(line) };
  const outcomes: Outcome[] = [];
  try {
    await mkdir(scratch, { mode: 0o700 });
    await bundle(bundled);
    for (const engine of ENGINES.filter(({ name }) => engines.includes(name))) {
      outcomes.push(await runEngine(engine, { jobs, epochs, bundle: bundled, scratch: folder, machine }));
    }
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }

  const expectation = expectationFrom(options.writeGolden ? {} : golden, outcomes);
  const isComplete = !options.named || outcomes.every(({ missing }) => missing === undefined);
  const agree = allAgree(outcomes, expectation) && isComplete;
  if (options.json) console.log(JSON.stringify({ agree, expectation, outcomes }, null, 2));
  else console.log(`\n${resultText(jobs, outcomes, expectation)}`);
  if (options.writeGolden && agree) {
    const path = fileURLToPath(new URL("golden.json", import.meta.url));
    await writeFile(path, `${JSON.stringify({ ...golden, ...expectation.hashes }, null, 2)}\n`);
  }
  return agree ? 0 : 1;
}
