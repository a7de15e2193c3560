import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { playwright } from "@vitest/browser-playwright";
import { defaultClientConditions, defaultServerConditions } from "vite";
import { defineConfig, type TestProjectInlineConfiguration } from "vitest/config";
import { CHROMIUM_ARGUMENTS, findChromium } from "./scripts/chromium.ts";

// Packages resolve to their sources, so no test runs against a stale build. A test named *.node.test.ts needs Node
// (files, processes); every other one runs in Node and in Chromium.
const conditions = ["@undertone/source"];
const executablePath = findChromium();
// What commands under test decode is kept apart from what the person at the machine keeps, and gone at the end.
const cacheHome = mkdtempSync(join(tmpdir(), "undertone-test-cache-"));
process.on("exit", () => rmSync(cacheHome, { recursive: true, force: true }));
const setupFiles = [join(import.meta.dirname, "test/setup/typed-arrays.ts")];
const shared = {
  resolve: { conditions: [...conditions, ...defaultClientConditions] },
  ssr: { resolve: { conditions: [...conditions, ...defaultServerConditions] } },
};

/** Tests of what lives in tfjs's engine, a global: each file gets a module graph of its own, all others share theirs. */
const ON_TFJS = ["packages/{exchange,tfjs-wasm-train,trainer}/test/**/*.test.ts", "test/**/*.test.ts"];
const OTHERS = ["packages/*/test/**/*.test.ts", "apps/*/test/**/*.test.ts"];

export default defineConfig({
  ...shared,
  test: {
    maxWorkers: availableParallelism(),
    projects: [
      inNode("node", { include: OTHERS, exclude: ON_TFJS, isolate: false }),
      inNode("node-tfjs", { include: ON_TFJS }),
      inChromium("chromium", { include: ["packages/*/test/**/*.test.ts"], exclude: ON_TFJS, isolate: false }),
      inChromium("chromium-tfjs", { include: [ON_TFJS[0], "test/engines/**/*.test.ts"] }),
    ],
  },
});

function inNode(name: string, test: TestProjectInlineConfiguration["test"]): TestProjectInlineConfiguration {
  return {
    ...shared,
    test: {
      name,
      environment: "node",
      // tfjs ships its tests as modules for a bundler, without extensions: Node cannot import them by itself.
      server: { deps: { inline: [/tfjs-core\/dist\/(?!tf-core)/] } },
      env: { XDG_CACHE_HOME: cacheHome },
      setupFiles,
      testTimeout: 60_000,
      ...test,
    },
  };
}

function inChromium(name: string, test: TestProjectInlineConfiguration["test"]): TestProjectInlineConfiguration {
  return {
    ...shared,
    optimizeDeps: {
      include: [
        "papaparse",
        "@tensorflow/tfjs",
        "@tensorflow/tfjs-core",
        "@tensorflow/tfjs-layers",
        "@tensorflow/tfjs-backend-wasm",
        "@tensorflow/tfjs-backend-cpu",
      ],
    },
    test: {
      name,
      setupFiles,
      testTimeout: 60_000,
      ...test,
      exclude: ["**/*.node.test.ts", ...(test?.exclude ?? [])],
      browser: {
        enabled: true,
        headless: true,
        screenshotFailures: false,
        provider: playwright({
          launchOptions: {
            ...(executablePath ? { executablePath } : {}),
            args: [...CHROMIUM_ARGUMENTS],
          },
        }),
        instances: [{ browser: "chromium" }],
      },
    },
  };
}
