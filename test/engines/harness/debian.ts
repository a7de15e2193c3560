import { existsSync } from "node:fs";
import type { Machine } from "../engines/engine.ts";
import { runGroup } from "./process-group.ts";

/** Installs packages of the distribution, where this is root on a Debian; whether it worked shows in what is there then. */
export async function installDebianPackages(
  names: readonly string[],
  { mayInstall, signal, say }: Machine,
): Promise<void> {
  if (!mayInstall || process.getuid?.() !== 0 || !existsSync("/etc/debian_version")) return;
  const aptGet = async (minutes: number, ...args: string[]) => {
    say(`apt-get ${args.join(" ")}`);
    const { exitCode, text } = await runGroup("apt-get", args, {
      environment: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
      signal: AbortSignal.any([signal, AbortSignal.timeout(minutes * 60_000)]),
    });
    if (exitCode !== 0) say(text);
  };
  await aptGet(2, "update");
  await aptGet(8, "install", "-y", "--no-install-recommends", ...names);
}
