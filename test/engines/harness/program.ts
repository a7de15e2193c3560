import { join } from "node:path";
import type { FoundEngine, Machine } from "../engines/engine.ts";
import type { Report } from "../jobs/run-jobs.ts";
import { homeIn } from "./home.ts";
import { runGroup } from "./process-group.ts";
import { versionOf } from "./version.ts";

/**
 * An engine with a terminal, that runs program.mjs.
 *
 * @param binary   its path
 * @param options  what precedes the program's name, for the folder of the bundle: the one that it must read
 */
export async function programEngine(
  binary: string,
  machine: Machine,
  options: (bundle: string) => readonly string[] = () => [],
): Promise<FoundEngine> {
  return {
    version: await versionOf(binary, machine),
    async run({ bundle, jobs, epochs, scratch, signal, receive }) {
      const args = [...options(bundle), join(bundle, "program.mjs"), jobs.join(","), String(epochs)];
      const { text } = await runGroup(binary, args, {
        environment: homeIn(scratch),
        cwd: scratch,
        signal,
        onLine(line) {
          if (line.startsWith("{")) receive(JSON.parse(line) as Report);
        },
      });
      return text;
    },
  };
}
