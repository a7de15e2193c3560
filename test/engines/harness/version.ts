import type { Machine } from "../engines/engine.ts";
import { homeIn } from "./home.ts";
import { runGroup } from "./process-group.ts";

/**
 * The first number with a point in what `binary --version` says.
 *
 * @param environment  beside `homeIn`
 * @throws Error if there is none
 */
export async function versionOf(
  binary: string,
  { scratch, signal }: Machine,
  environment: Record<string, string> = {},
): Promise<string> {
  const said: string[] = [];
  const { text } = await runGroup(binary, ["--version"], {
    environment: { ...homeIn(scratch), ...environment },
    signal: AbortSignal.any([signal, AbortSignal.timeout(60_000)]),
    onLine: (line) => said.push(line),
  });
  const version = /\d+(\.\d+)+/.exec(said.join("\n"))?.[0];
  if (!version) throw new Error(`${binary} --version says ${JSON.stringify(said.join("\n"))}; ${text}`);
  return version;
}
