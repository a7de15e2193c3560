import { programEngine } from "../harness/program.ts";
import { toolPath } from "../harness/tools.ts";
import type { Engine } from "./engine.ts";

/** Deno: V8, with no right but to read the bundle. */
export const deno: Engine = {
  name: "deno",
  find: async (machine) =>
    programEngine(await toolPath(PACKAGES, machine), machine, (bundle) => ["run", ...CLOSED, `--allow-read=${bundle}`]),
};

const CLOSED = ["--no-prompt", "--no-config", "--no-lock", "--no-remote", "--no-npm"];

const PACKAGES = {
  "linux-x64": { name: "@deno/linux-x64-glibc", binary: "deno" },
  "linux-arm64": { name: "@deno/linux-arm64-glibc", binary: "deno" },
  "darwin-arm64": { name: "@deno/darwin-arm64", binary: "deno" },
};
