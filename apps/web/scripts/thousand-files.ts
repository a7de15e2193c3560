// npm run thousand-files -w @undertone/web, behind npm run build: how long the page takes for a folder of 999 recordings and a broken
// one, in Chromium, and that it lists the broken one beside the rest.
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeWav } from "@undertone/audio";
import { syntheticCorpus } from "@undertone/corpus";
import { appFolder, serveApp } from "@undertone/web/server";
import { chromium } from "playwright";
import { CHROMIUM_ARGUMENTS, findChromium } from "../../../scripts/chromium.ts";

const N_FILES = 1000;

const folder = await mkdtemp(join(tmpdir(), "undertone-thousand-"));
const recordings = join(folder, "recordings");
await mkdir(recordings);
const files: string[] = [];
let seconds = 0;
const corpus = syntheticCorpus({ nSpeakers: 36, utterancesPerClass: 4, seed: 3 });
for (const { utterance, waveform } of corpus) {
  if (files.length === N_FILES - 1) break;
  files.push(join(recordings, utterance.path));
  seconds += waveform.samples.length / waveform.sampleRate;
  await writeFile(files[files.length - 1], writeWav(waveform));
}
files.splice(N_FILES / 2, 0, join(recordings, "broken.wav"));
await writeFile(join(recordings, "broken.wav"), "RIFF");

const server = await serveApp({ folder: appFolder(), port: 0, host: "localhost" });
const executablePath = findChromium();
const browser = await chromium.launch({ ...(executablePath && { executablePath }), args: [...CHROMIUM_ARGUMENTS] });
try {
  const page = await browser.newPage();
  await page.goto(server.url);
  await page.getByText("Trained on").waitFor();
  const begun = performance.now();
  await page.getByLabel("Recordings").setInputFiles(files);
  await page
    .getByRole("status")
    .filter({ hasText: `${N_FILES - 1} files recognized, 1 could not be read` })
    .waitFor({ timeout: 600_000 });
  const took = (performance.now() - begun) / 1000;
  const reason = await page.locator(".file", { hasText: "broken.wav" }).locator(".reason").textContent();
  console.log(
    `${N_FILES - 1} of ${N_FILES} files, ${(seconds / 60).toFixed(1)} min of sound, recognized in ${took.toFixed(1)} s; broken.wav: ${reason?.trim()}`,
  );
} finally {
  await browser.close();
  await server.close();
  await rm(folder, { recursive: true });
}
