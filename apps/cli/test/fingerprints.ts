import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { sha256Hex } from "@undertone/core";

/**
 * What stands in a run's folder, by path: a SHA-256 for each file. What may differ between two runs of the same work is
 * left out: the command line in the run's own JSON and in its report, and event files, which hold times.
 */
export async function fingerprints(run: string): Promise<Record<string, string>> {
  const prints: Record<string, string> = {};
  for (const entry of await readdir(run, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || isEventFile(entry.name)) continue;
    const path = join(entry.parentPath, entry.name);
    const isOwn = entry.parentPath === run && path.endsWith(".json");
    const name = path.slice(run.length + 1);
    if (name === "report.html") prints[name] = (await readFile(path, "utf8")).replace(/<pre>.*?<\/pre>/s, "");
    else prints[name] = isOwn ? await withoutCommand(path) : sha256Hex(await readFile(path));
  }
  return prints;
}

async function withoutCommand(path: string): Promise<string> {
  const { command: _, args: __, options, ...rest } = JSON.parse(await readFile(path, "utf8"));
  return JSON.stringify({ ...rest, options: { ...options, out: null } });
}

export const isEventFile = (name: string): boolean => name.startsWith("events.out.tfevents.");
