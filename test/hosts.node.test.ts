import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { moduleOf } from "@undertone/bundler";
import { decodeBundle } from "@undertone/core";
import { models } from "@undertone/models";
import { createRecognizer } from "@undertone/runtime";
import { type Browser, chromium, type Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CHROMIUM_ARGUMENTS, findChromium } from "../scripts/chromium.ts";

const executablePath = findChromium();
const ORIGIN = "https://undertone.test";
const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'none'";

/** A second at 22.05 kHz, made of whole numbers: the same in every engine. */
const SAMPLES = "Float32Array.from({ length: 22050 }, (_, t) => ((t * t) % 441) / 882 - 0.25)";
const RECOGNIZE = `Array.from(recognizer.probabilities({ samples: ${SAMPLES}, sampleRate: 22050 }))`;
const SAY = (what: string) => `document.title = JSON.stringify(${what});`;

/** What lies at the address of the page; nothing else may be asked for. */
const files = (emotion: string): Record<string, [type: string, text: string]> => ({
  "/": ["text/html", `<!doctype html><script type="module" src="/page.mjs"></script>`],
  "/page.mjs": [
    "text/javascript",
    `import { createRecognizer } from "./emotion.mjs";
     const recognizer = await createRecognizer();
     ${SAY(RECOGNIZE)}`,
  ],
  "/worker": ["text/html", `<!doctype html><script type="module" src="/start-worker.mjs"></script>`],
  "/start-worker.mjs": [
    "text/javascript",
    `const worker = new Worker("/worker.mjs", { type: "module" });
     worker.onmessage = ({ data }) => { ${SAY("data")} };`,
  ],
  "/worker.mjs": [
    "text/javascript",
    `import { createRecognizer } from "./emotion.mjs";
     const recognizer = await createRecognizer();
     postMessage(${RECOGNIZE});`,
  ],
  "/audio": ["text/html", `<!doctype html><script type="module" src="/start-audio.mjs"></script>`],
  "/start-audio.mjs": [
    "text/javascript",
    `const context = new OfflineAudioContext(1, 128, 44100);
     await context.audioWorklet.addModule("/worklet.mjs");
     const node = new AudioWorkletNode(context, "emotion");
     node.port.onmessage = ({ data }) => { ${SAY("data")} };
     node.connect(context.destination);
     await context.startRendering();`,
  ],
  "/worklet.mjs": [
    "text/javascript",
    `import { createRecognizerSync } from "./emotion.mjs";
     registerProcessor("emotion", class extends AudioWorkletProcessor {
       process() {
         const recognizer = createRecognizerSync();
         this.port.postMessage(${RECOGNIZE});
         return false;
       }
     });`,
  ],
  "/emotion.mjs": ["text/javascript", emotion],
});

describe.skipIf(!executablePath)("emotion.mjs in Chromium", () => {
  const bundle = decodeBundle(readFileSync(models.nano));
  let browser: Browser;
  let js = "";
  let expected: number[] = [];
  const asked: string[] = [];
  const wrong: string[] = [];

  beforeAll(async () => {
    ({ js } = await moduleOf(bundle));
    const samples = Float32Array.from({ length: 22_050 }, (_, t) => ((t * t) % 441) / 882 - 0.25);
    expected = Array.from((await createRecognizer(bundle)).probabilities({ samples, sampleRate: 22_050 }));
    browser = await chromium.launch({ executablePath: executablePath!, args: [...CHROMIUM_ARGUMENTS] });
  });
  afterAll(() => browser?.close());

  /** What a page says in its title. */
  async function said(page: Page, address: string): Promise<unknown> {
    asked.length = wrong.length = 0;
    page.on("pageerror", (error) => wrong.push(error.message));
    page.on("console", (message) => wrong.push(message.text()));
    await page.goto(address);
    await page
      .waitForFunction(() => document.title !== "", undefined, { timeout: 20_000 })
      .catch(() => {
        throw new Error(`the page said nothing but ${wrong.join("; ")}`);
      });
    return JSON.parse(await page.title());
  }

  /** A page of ours under the policy; every request is noted, and none reaches a network. */
  async function served(path: string, policy = POLICY): Promise<unknown> {
    const context = await browser.newContext();
    const pages = files(js);
    await context.route("**/*", async (route) => {
      const { pathname, origin } = new URL(route.request().url());
      asked.push(route.request().url());
      const [contentType, body] = (origin === ORIGIN && pages[pathname]) || ["text/plain", ""];
      const status = contentType === "text/plain" ? 404 : 200;
      await route.fulfill({ status, contentType, body, headers: { "content-security-policy": policy } });
    });
    try {
      return await said(await context.newPage(), ORIGIN + path);
    } finally {
      await context.close();
    }
  }

  it(`recognizes under ${POLICY}, and asks for nothing`, async () => {
    expect(await served("/")).toEqual(expected);
    expect(asked).toEqual(["/", "/page.mjs", "/emotion.mjs"].map((path) => ORIGIN + path));
    expect(wrong).toEqual([]);
  });

  it("recognizes in a worker", async () => {
    expect(await served("/worker", `${POLICY}; worker-src 'self'`)).toEqual(expected);
    expect(wrong).toEqual([]);
  });

  it("recognizes in an AudioWorklet, at once", async () => {
    // A worklet's own requests pass Playwright by, so they need a server.
    const pages = files(js);
    const server = createServer(({ url = "" }, response) => {
      const [type, text] = pages[url] ?? ["text/plain", ""];
      response
        .writeHead(url in pages ? 200 : 404, { "content-type": type, "content-security-policy": POLICY })
        .end(text);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const page = await browser.newPage();
    try {
      const { port } = server.address() as AddressInfo;
      expect(await said(page, `http://localhost:${port}/audio`)).toEqual(expected);
      expect(wrong).toEqual([]);
    } finally {
      await page.close();
      server.close();
      server.closeAllConnections();
    }
  });

  it("recognizes in a page of file://, its text in the page", async () => {
    const folder = mkdtempSync(join(tmpdir(), "undertone-hosts-"));
    try {
      const script = `${js}\nconst recognizer = await createRecognizer();`;
      const html = `<!doctype html><script type="module">${script}\n${SAY(RECOGNIZE)}</script>`;
      writeFileSync(join(folder, "page.html"), html);
      const page = await browser.newPage();
      const requests: string[] = [];
      page.on("request", (request) => requests.push(request.url()));
      const address = pathToFileURL(join(folder, "page.html")).href;
      expect(await said(page, address)).toEqual(expected);
      expect(requests).toEqual([address]);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
