import { defineConfig } from "vitest/config";

export default defineConfig({
  test: { include: ["*.outcome.ts"], reporters: ["../../../scripts/tally-reporter.ts"] },
});
