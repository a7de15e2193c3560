import { programEngine } from "../harness/program.ts";
import { toolPath } from "../harness/tools.ts";
import type { Engine } from "./engine.ts";

/** Bun: JavaScriptCore. */
export const bun: Engine = {
  name: "bun",
  find: async (machine) => programEngine(await toolPath(PACKAGES, machine), machine, () => ["--no-install"]),
};

const PACKAGES = {
  "linux-x64": { name: "@oven/bun-linux-x64", binary: "bin/bun" },
  "linux-arm64": { name: "@oven/bun-linux-aarch64", binary: "bin/bun" },
  "darwin-arm64": { name: "@oven/bun-darwin-aarch64", binary: "bin/bun" },
};
