import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import demo from "@undertone/recipes/demo.json" with { type: "json" };
import { serveApp } from "@undertone/web/server";
import { type Browser, chromium } from "playwright";
import { CHROMIUM_ARGUMENTS, findChromium } from "../../../../scripts/chromium.ts";
import { buildApp } from "./build-app.ts";
import { type GuardedPage, guardedPage, type PageOptions } from "./guarded-page.ts";
import { longRecording, syntheticFiles } from "./recordings.ts";
import { undertone } from "./repository.ts";

/** The app, built from its sources with a bundle trained for it, served, and a browser to look at it. */
export interface Workshop {
  url: string;
  /** where the app is built */
  app: string;
  /** the bundle that is built in */
  model: string;
  /** the path of a file of ours: utterances of synthetic voices, "long.wav" */
  at(name: string): string;
  /** the utterances' names */
  utterances: readonly string[];
  open(options?: PageOptions): Promise<GuardedPage>;
  close(): Promise<void>;
}

/** What the browser hears as its microphone, after a while of it again from the beginning: "long.wav". */
const MICROPHONE = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"];

export async function startWorkshop(): Promise<Workshop> {
  const folder = await mkdtemp(join(tmpdir(), "undertone-web-"));
  const at = (name: string) => join(folder, name);
  const files = syntheticFiles();
  await mkdir(at("corpus"));
  for (const [name, bytes] of files) await writeFile(at(`corpus/${name}`), bytes);
  await writeFile(at("long.wav"), longRecording());
  // Two epochs are enough for a model that says something; what it says is compared, not judged.
  await writeFile(at("recipe.json"), JSON.stringify({ ...demo, epochs: 2 }));
  await undertone(
    ...["train", at("corpus"), "--recipe", at("recipe.json"), "--out", at("run"), "--folds", "2"],
    ...["--validation-speakers", "1", "--workers", "0", "--no-cache"],
  );
  const model = at("model.undertone");
  await undertone("bundle", at("run"), "--fold", "1", "--out", model);
  const app = await buildApp(at("app"), model);

  const server = await serveApp({ folder: app, port: 0, host: "localhost" });
  const executablePath = findChromium();
  const browser: Browser = await chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: [...CHROMIUM_ARGUMENTS, ...MICROPHONE, `--use-file-for-fake-audio-capture=${at("long.wav")}`],
  });
  return {
    url: server.url,
    app,
    model,
    at: (name) => at(files.has(name) ? `corpus/${name}` : name),
    utterances: [...files.keys()],
    open: ({ url = server.url, ...options } = {}) => guardedPage(browser, url, options),
    async close() {
      await browser.close();
      await server.close();
      await rm(folder, { recursive: true });
    },
  };
}
