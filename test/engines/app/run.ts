// npm run engines:app: the built app in every browser that is there: a voice recognized, a model trained, the same in each.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "../engines/chromium.ts";
import { type Engine, MissingEngine } from "../engines/engine.ts";
import { firefox } from "../engines/firefox.ts";
import { webkitgtk } from "../engines/webkitgtk.ts";
import { type SmokeReport, serveSmoke } from "./serve-smoke.ts";

/** For a busy machine; the page itself waits for 240 s at most for each thing. */
const PATIENCE_MS = 10 * 60_000;

const BROWSERS: readonly Engine[] = [chromium, firefox, webkitgtk];
const asked = process.argv.slice(2);
const unknown = asked.find((name) => BROWSERS.every((browser) => browser.name !== name));
if (unknown !== undefined) {
  console.error(
    `browser is ${unknown}, expected some of ${BROWSERS.map(({ name }) => name).join(" ")}, or none for all`,
  );
  process.exit(2);
}

const told = new Map<string, string>();
for (const browser of BROWSERS.filter(({ name }) => asked.length === 0 || asked.includes(name))) {
  const { text, isGood, result } = await visit(browser);
  console.log(`${browser.name}: ${text}`);
  if (!isGood) process.exitCode = 1;
  if (result !== null) told.set(browser.name, result);
}
if (new Set(told.values()).size > 1) {
  console.error(`browsers differ:\n${Array.from(told, ([name, result]) => `${name} ${result}`).join("\n")}`);
  process.exitCode = 1;
}

/** @returns what to tell, and what every browser must agree upon; null: it is not there */
async function visit(browser: Engine): Promise<{ text: string; isGood: boolean; result: string | null }> {
  const scratch = await mkdtemp(join(tmpdir(), "undertone-app-"));
  const session = new AbortController();
  const patience = setTimeout(() => session.abort(), PATIENCE_MS);
  const received: SmokeReport[] = [];
  const { address, close } = await serveSmoke((report) => {
    received.push(report);
    session.abort();
  });
  try {
    const { signal } = session;
    const machine = { mayInstall: false, scratch, signal, say: console.error };
    const { version, show } = await browser.find(machine);
    const ending = await show!(address, { scratch, signal });
    const [report = { failure: `nothing was heard of it: ${ending}`, wrongs: [] }] = received;
    if ("failure" in report)
      return { text: `${version}: ${[report.failure, ...report.wrongs].join("\n  ")}`, isGood: false, result: null };
    const { probabilities, weightsSha256, notices, wrongs } = report;
    const told = [...notices, ...wrongs.map((wrong) => `wrong: ${wrong}`)];
    return {
      text: `${version}: weights ${weightsSha256}${told.map((line) => `\n  ${line}`).join("")}`,
      isGood: wrongs.length === 0,
      result: JSON.stringify({ probabilities, weightsSha256 }),
    };
  } catch (error) {
    if (error instanceof MissingEngine) return { text: `not there: ${error.message}`, isGood: true, result: null };
    throw error;
  } finally {
    clearTimeout(patience);
    close();
    await rm(scratch, { recursive: true, force: true, maxRetries: 5 });
  }
}
