// npm run pictures -w @undertone/web, behind npm run build: renews the README's pictures, in Chromium, and tells what the first load
// takes by gzip. Bench is timed meanwhile: leave the machine alone.
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { writeWav } from "@undertone/audio";
import { syntheticCorpus } from "@undertone/corpus";
import { appFolder, serveApp } from "@undertone/web/server";
import { chromium, type Page } from "playwright";
import { CHROMIUM_ARGUMENTS, findChromium } from "../../../scripts/chromium.ts";

const DESKTOP = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 844 };
const docs = fileURLToPath(new URL("../docs/", import.meta.url));
const folder = await mkdtemp(join(tmpdir(), "undertone-pictures-"));
const files: string[] = [];
for (const { utterance, waveform } of syntheticCorpus({ nSpeakers: 3, utterancesPerClass: 2, seed: 3 })) {
  files.push(join(folder, utterance.path));
  await writeFile(files[files.length - 1], writeWav(waveform));
}
const long = join(folder, "mixed.wav");
const voice = Array.from(syntheticCorpus({ nSpeakers: 1, utterancesPerClass: 1, seed: 4 }), ({ waveform }) => waveform);
const samples = new Float32Array(voice.reduce((sum, one) => sum + one.samples.length, 0));
let at = 0;
for (const one of voice) {
  samples.set(one.samples, at);
  at += one.samples.length;
}
await writeFile(long, writeWav({ samples, sampleRate: voice[0].sampleRate }));
files.splice(3, 0, join(folder, "broken.wav"));
await writeFile(join(folder, "broken.wav"), "RIFF");

const server = await serveApp({ folder: appFolder(), port: 0, host: "localhost" });
const executablePath = findChromium();
const microphone = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"];
const browser = await chromium.launch({
  ...(executablePath && { executablePath }),
  args: [...CHROMIUM_ARGUMENTS, ...microphone, `--use-file-for-fake-audio-capture=${long}`],
});

/** A page of its own, shown by `body`, as a picture of that name. */
async function picture(
  name: string,
  options: { hash?: string; size: typeof PHONE; dark?: true; fullPage?: true },
  body: (page: Page) => Promise<unknown>,
): Promise<void> {
  const { hash = "", size: viewport, dark, fullPage = false } = options;
  const context = await browser.newContext({
    ...{ viewport, colorScheme: dark ? "dark" : "light", reducedMotion: "reduce", permissions: ["microphone"] },
    serviceWorkers: "block",
  });
  const page = await context.newPage();
  await page.goto(server.url + hash);
  await body(page);
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: `${docs}${name}.png`, fullPage, scale: "css" });
  await context.close();
}

try {
  const asked = new Set<string>();
  await picture("empty-phone-light", { size: PHONE }, async (page) => {
    page.on("request", (request) => {
      if (request.url().startsWith(server.url)) asked.add(request.url().slice(server.url.length));
    });
    await page.reload();
    await page.getByText("Trained on").waitFor();
    await page.getByLabel("Recordings").setInputFiles(long);
    await page.getByRole("slider").waitFor();
    await page.reload();
    await page.getByText("Trained on").waitFor();
  });
  await picture("files-dark", { size: DESKTOP, dark: true }, async (page) => {
    await page.getByText("Trained on").waitFor();
    await page.getByLabel("Recordings").setInputFiles(files);
    await page.getByText("1 could not be read").waitFor();
    await page.locator(".file").nth(1).click();
    await page.getByRole("slider").waitFor();
    await page.waitForTimeout(1000);
  });
  await picture("live-phone-dark", { size: PHONE, dark: true }, async (page) => {
    await page.getByText("Trained on").waitFor();
    await page.getByRole("button", { name: "Use the microphone" }).click();
    await page.locator(".live .answer:not(.waiting)").waitFor();
    await page.waitForTimeout(4000);
  });
  const opened = async (page: Page) => {
    await page.getByRole("button", { name: "Synthetic voices" }).click();
    await page.getByText("to train on").waitFor({ timeout: 120_000 });
    await page.getByRole("button", { name: "Train", exact: true }).click();
  };
  await picture("train-phone-dark", { hash: "#/train", size: PHONE, dark: true }, async (page) => {
    await opened(page);
    await page.getByText(/^Epoch 9 of/).waitFor({ timeout: 300_000 });
  });
  await picture("recording-light", { hash: "#/train", size: DESKTOP }, async (page) => {
    await opened(page);
    await page.getByTestId("sha256").waitFor({ timeout: 600_000 });
    console.log(await page.getByTestId("sha256").textContent(), await page.getByTestId("command").textContent());
    await page.evaluate(() => scrollTo(0, 0));
    await page.screenshot({ path: `${docs}train-light.png`, fullPage: true, scale: "css" });
    await page.getByRole("button", { name: "Use it in Recognize" }).click();
    await page.getByLabel("Recordings").setInputFiles(long);
    const position = page.getByRole("slider");
    await position.waitFor();
    await page.waitForTimeout(1500);
    const { x, y, width } = (await position.boundingBox())!;
    await page.mouse.click(x + width / 2, y + 20);
    await page.evaluate(() => scrollTo(0, 0));
  });
  const adapted = async (page: Page) => {
    await page.getByRole("button", { name: /Try a synthetic voice/ }).click();
    await page.getByRole("button", { name: /^Adapt on/ }).click({ timeout: 60_000 });
    await page.getByRole("button", { name: "Use it in Recognize" }).waitFor({ timeout: 120_000 });
    await page.getByRole("heading", { name: "Your model" }).scrollIntoViewIfNeeded();
  };
  await picture("adapt-dark", { hash: "#/adapt", size: { ...DESKTOP, height: 1700 }, dark: true }, adapted);
  await picture("adapt-phone-light", { hash: "#/adapt", size: PHONE }, adapted);
  const mapped = async (page: Page) => {
    await page.getByRole("slider", { name: "Utterance on the map" }).waitFor({ timeout: 120_000 });
    await page.getByRole("combobox", { name: "Altered by" }).selectOption({ label: "Reverberation" });
    await page.getByRole("button", { name: "Play Reverberation" }).waitFor({ timeout: 60_000 });
  };
  await picture("explore-light", { hash: "#/explore", size: { ...DESKTOP, height: 1240 } }, mapped);
  await picture("explore-phone-dark", { hash: "#/explore", size: PHONE, dark: true }, mapped);
  await picture("bench-light", { hash: "#/bench", size: DESKTOP }, async (page) => {
    await page.getByRole("button", { name: "Measure", exact: true }).click();
    await page.getByRole("rowheader", { name: "end to end" }).waitFor({ timeout: 60_000 });
  });
  let total = 0;
  for (const name of asked) {
    if (!name.includes("default-bundle"))
      total += gzipSync(await readFile(join(appFolder(), name || "index.html"))).length;
  }
  console.log(
    `first load until a recording is recognized: ${(total / 1000).toFixed(1)} kB by gzip, without the bundle`,
  );
} finally {
  await browser.close();
  await server.close();
  await rm(folder, { recursive: true });
}
