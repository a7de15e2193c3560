import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";

const folder = join(import.meta.dirname, "peers");

/**
 * Installs the peers on first use, without running their scripts: they are many times the repository's own dependencies,
 * and nothing but the bench needs them.
 *
 * @returns undefined, or why there are none
 */
export function installPeers(): string | undefined {
  if (existsSync(join(folder, "node_modules", ".package-lock.json"))) return undefined;
  console.error("installing the peers: npm ci in bench/peers");
  try {
    execFileSync("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"], { cwd: folder, stdio: "pipe" });
    return undefined;
  } catch (error) {
    return `npm ci in bench/peers failed: ${(error as { stderr?: Buffer }).stderr?.toString().split("\n")[0] ?? error}`;
  }
}
