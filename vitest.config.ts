import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { playwright } from "@vitest/browser-playwright";
import { defaultClientConditions, defaultServerConditions } from "vite";
import { defineConfig } from "vitest/config";
import { CHROMIUM_ARGUMENTS, findChromium } from "./scripts/chromium.ts";

// Packages resolve to their sources, so no test runs against a stale build. A test named *.node.test.ts needs Node
// (files, processes); every other one runs in Node and in Chromium.
const conditions = ["@undertone/source"];
const executablePath = findChromium();
// What commands under test decode is kept apart from what the person at the machine keeps, and gone at the end.
const cacheHome = mkdtempSync(join(tmpdir(), "undertone-test-cache-"));
process.on("exit", () => rmSync(cacheHome, { recursive: true, force: true }));
const shared = {
  resolve: { conditions: [...conditions, ...defaultClientConditions] },
  ssr: { resolve: { conditions: [...conditions, ...defaultServerConditions] } },
};

export default defineConfig({
  ...shared,
  test: {
    projects: [
      {
        ...shared,
        test: {
          name: "node",
          environment: "node",
          // tfjs ships its tests as modules for a bundler, without extensions: Node cannot import them by itself.
          server: { deps: { inline: [/tfjs-core\/dist\/(?!tf-core)/] } },
          env: { XDG_CACHE_HOME: cacheHome },
          include: ["packages/*/test/**/*.test.ts", "apps/*/test/**/*.test.ts", "test/**/*.test.ts"],
          testTimeout: 60_000,
        },
      },
      {
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
          name: "chromium",
          include: ["packages/*/test/**/*.test.ts", "test/engines/**/*.test.ts"],
          exclude: ["**/*.node.test.ts"],
          testTimeout: 60_000,
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
      },
    ],
  },
});
