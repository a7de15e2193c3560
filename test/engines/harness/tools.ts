import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type Machine, MissingEngine } from "../engines/engine.ts";
import { runGroup } from "./process-group.ts";

const FOLDER = fileURLToPath(new URL("../tools", import.meta.url));

/** By platform and architecture, as Node calls them: the package of npm that has the engine, and the file in it. */
export type Packages = Readonly<Record<string, { name: string; binary: string }>>;

/**
 * The path of an engine that comes from npm, in the version that tools/package.json pins, installed if need be.
 *
 * @throws MissingEngine
 */
export async function toolPath(packages: Packages, machine: Machine): Promise<string> {
  const platform = `${process.platform}-${process.arch}`;
  if (!Object.hasOwn(packages, platform)) throw new MissingEngine(`no package of npm is pinned for ${platform}`);
  const { name, binary } = packages[platform];
  const { optionalDependencies } = readJson(join(FOLDER, "package.json"));
  const installed = join(FOLDER, "node_modules", name);
  const isThere = () => {
    const manifest = join(installed, "package.json");
    return existsSync(manifest) && readJson(manifest).version === optionalDependencies[name];
  };

  if (!isThere() && machine.mayInstall) {
    machine.say("npm ci in test/engines/tools: Node, Bun and Deno, some 150 MB, once");
    const signal = AbortSignal.any([machine.signal, AbortSignal.timeout(10 * 60_000)]);
    const { exitCode, text } = await runGroup("npm", ["ci"], { cwd: FOLDER, signal });
    if (exitCode !== 0) throw new MissingEngine(`npm ci in test/engines/tools: ${text}`);
  }
  if (!isThere()) throw new MissingEngine(`${name} ${optionalDependencies[name]} is not in test/engines/tools`);
  return join(installed, binary);
}

const readJson = (path: string) => JSON.parse(readFileSync(path, "utf8"));
