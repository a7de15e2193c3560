import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { serveApp } from "@undertone/web/server";
import { type Browser, chromium } from "playwright";
import { CHROMIUM_ARGUMENTS, findChromium } from "../../../../scripts/chromium.ts";
import { buildApp } from "./build-app.ts";
import { type GuardedPage, guardedPage, type PageOptions } from "./guarded-page.ts";
import { longRecording, syntheticFiles } from "./recordings.ts";
import { repository, undertone } from "./repository.ts";

/** The app, built from its sources, served, and a browser to look at it; and what the command does with the same files. */
export interface Workshop {
  url: string;
  /** where the app is built */
  app: string;
  /** the bundle that is built in, and another one */
  model: string;
  otherModel: string;
  /** the path of a file of ours: utterances of synthetic voices, "long.wav" */
  at(name: string): string;
  /** the utterances' names */
  utterances: readonly string[];
  /** what `undertone recognize --json` tells of the first utterance and of "long.wav" */
  recognized: Promise<{ files: { label: string; sampleRate: number; probabilities: Record<string, number> }[] }>;
  /** what `undertone train` made of the utterances */
  trained: Promise<TrainedByCommand>;
  open(options?: PageOptions): Promise<GuardedPage>;
  close(): Promise<void>;
}

export interface TrainedByCommand {
  /** of each fold, then of the final model */
  weightsSha256: string[];
  /** of all folds */
  uar: number;
}

/** Behind "undertone train" and the folder, what the command is asked for, as a page says it. */
export const TRAINING_OPTIONS = "--recipe demo --epochs 5 --folds 2 --validation-speakers 1";

/** What the browser hears as its microphone, after a while of it again from the beginning: "long.wav". */
const MICROPHONE = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"];

export async function startWorkshop(): Promise<Workshop> {
  const folder = await mkdtemp(join(tmpdir(), "undertone-web-"));
  const at = (name: string) => join(folder, name);
  const files = syntheticFiles();
  await mkdir(at("corpus"));
  for (const [name, bytes] of files) await writeFile(at(`corpus/${name}`), bytes);
  await writeFile(at("long.wav"), longRecording());
  const utterances = [...files.keys()];
  const model = `${repository}models/nano.undertone`;
  const app = await buildApp(at("app"), model);

  const server = await serveApp({ folder: app, port: 0, host: "localhost" });
  const executablePath = findChromium();
  const browser: Browser = await chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: [...CHROMIUM_ARGUMENTS, ...MICROPHONE, `--use-file-for-fake-audio-capture=${at("long.wav")}`],
  });
  // The command works while the first tests do; what is wrong with it is thrown where it is waited for.
  const recognized = undertone(
    ...["recognize", "--model", model, "--json", at(`corpus/${utterances[0]}`), at("long.wav")],
  ).then((text) => JSON.parse(text));
  const trained = recognized.then(() => trainedByCommand(at("corpus"), at("run")));
  for (const promise of [recognized, trained]) promise.catch(() => {});
  return {
    ...{ url: server.url, app, model, otherModel: `${repository}models/default.undertone` },
    ...{ utterances, recognized, trained },
    at: (name) => at(files.has(name) ? `corpus/${name}` : name),
    open: ({ url = server.url, ...options } = {}) => guardedPage(browser, url, options),
    async close() {
      await trained.catch(() => {});
      await browser.close();
      await server.close();
      await rm(folder, { recursive: true });
    },
  };
}

async function trainedByCommand(corpus: string, run: string): Promise<TrainedByCommand> {
  await undertone("train", corpus, ...TRAINING_OPTIONS.split(" "), "--out", run, "--workers", "0", "--no-cache");
  const { folds, final, summary } = JSON.parse(await readFile(join(run, "metrics.json"), "utf8"));
  return {
    weightsSha256: [...folds, final].map(({ weightsSha256 }: { weightsSha256: string }) => weightsSha256),
    uar: summary.pooled.uar,
  };
}
