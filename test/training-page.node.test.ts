import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { type Browser, chromium } from "playwright";
import { createServer, defaultClientConditions, type ViteDevServer } from "vite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CHROMIUM_ARGUMENTS, findChromium } from "../scripts/chromium.ts";

const root = fileURLToPath(new URL("../packages/tfjs-wasm-train/", import.meta.url));
const executablePath = findChromium();
const SIMD = "@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url";

/** What a page's script says, by its path on the server. */
const PAGES: Record<string, string> = {
  readme: readmeExample(),
  missing: `
    import { startTrainingBackend } from "@undertone/tfjs-wasm-train";
    import { getBackend } from "@tensorflow/tfjs-core";
    import "@tensorflow/tfjs-backend-cpu";
    const said = await startTrainingBackend({ wasmPaths: "/nowhere/simd.wasm" }).then(() => "started", String);
    console.log(said, "|", getBackend());`,
  threaded: `
    import * as tf from "@tensorflow/tfjs-core";
    import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
    import { startTrainingBackend } from "@undertone/tfjs-wasm-train";
    import simd from "${SIMD}";
    import threaded from "${SIMD.replace("simd", "threaded-simd")}";
    const names = ["", "-simd", "-threaded-simd"].map((kind) => "tfjs-backend-wasm" + kind + ".wasm");
    setWasmPaths({ [names[0]]: simd, [names[1]]: simd, [names[2]]: threaded });
    await tf.setBackend("wasm");
    const isThreaded = await tf.env().getAsync("WASM_HAS_MULTITHREAD_SUPPORT");
    console.log(isThreaded, "|", await startTrainingBackend().then(() => "started", String));`,
};

/** The README's example, its start as the README tells of a page. */
function readmeExample(): string {
  const readme = readFileSync(`${root}README.md`, "utf8");
  const [example, page] = Array.from(readme.matchAll(/```js\n(.*?)```/gs), ([, code]) => code);
  const [importSimd, start] = page.trim().split("\n");
  return `${importSimd}\n${example.replace("await startTrainingBackend();", start)}`;
}

// A Chromium that no test may do without is asked for by the browser project itself.
describe.skipIf(!executablePath)("tfjs-wasm-train in a page of Chromium", () => {
  let server: ViteDevServer;
  let browser: Browser;

  beforeAll(async () => {
    server = await createServer({
      root,
      configFile: false,
      logLevel: "error",
      appType: "custom",
      cacheDir: "node_modules/.vite-page",
      resolve: { conditions: ["@undertone/source", ...defaultClientConditions] },
      optimizeDeps: {
        include: [
          "@tensorflow/tfjs",
          "@tensorflow/tfjs-core",
          "@tensorflow/tfjs-backend-wasm",
          "@tensorflow/tfjs-backend-cpu",
        ],
      },
      // Without isolation a page has no shared memory, and tfjs takes its single-thread binary.
      server: {
        headers: { "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp" },
        fs: { strict: false },
        host: "localhost",
      },
      plugins: [
        {
          name: "pages",
          resolveId: (id) => (id.startsWith("/page/") ? `${root}page-${id.slice(6)}` : null),
          load: (id) => PAGES[/page-(\w+)\.js$/.exec(id)?.[1] ?? ""] ?? null,
          configureServer: ({ middlewares }) =>
            void middlewares.use((request, response, next) => {
              const [, name] = /^\/(\w+)\.html$/.exec(request.url ?? "") ?? [];
              if (!name) return next();
              response.setHeader("Content-Type", "text/html");
              response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
              response.setHeader("Cross-Origin-Embedder-Policy", "require-corp");
              response.end(`<script type="module" src="/page/${name}.js"></script>`);
            }),
        },
      ],
    });
    await server.listen();
    browser = await chromium.launch({
      ...(executablePath ? { executablePath } : {}),
      args: [...CHROMIUM_ARGUMENTS],
    });
  }, 120_000);

  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  /** The first line that a page's script prints by console.log, of those that are as expected. */
  async function said(name: string, expected = /./): Promise<string> {
    const page = await browser.newPage();
    const failed = new Promise<never>((_, reject) => page.on("pageerror", reject));
    const line = page.waitForEvent("console", {
      predicate: (message) => message.type() === "log" && expected.test(message.text()),
      timeout: 100_000,
    });
    await page.goto(`${server.resolvedUrls?.local[0]}${name}.html`);
    const message = await Promise.race([line, failed]);
    await page.close();
    return message.text();
  }

  it("the README's example does what it says", async () => {
    expect(await said("readme", /^14 /)).toMatch(/^14 \{loss: .*, acc: 1\}$/);
  }, 120_000);

  it("a binary that is not there is an error, not another backend", async () => {
    const [error, backend] = (await said("missing")).split(" | ");
    expect(error).toMatch(/^BackendError: the Wasm backend did not start/);
    expect(backend).not.toBe("cpu");
  }, 120_000);

  it("the threaded binary, which hides its memory, is an error", async () => {
    const [isThreaded, error] = (await said("threaded")).split(" | ");
    expect(isThreaded).toBe("true");
    expect(error).toMatch(/^BackendError: the Wasm backend does not expose its memory as wasm.asm.memory/);
  }, 120_000);
});
