import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

export const repository = fileURLToPath(new URL("../../../../", import.meta.url));

/** What a command line of `undertone`, run from its sources, prints. @throws if it fails */
export async function undertone(...args: string[]): Promise<string> {
  const main = `${repository}apps/cli/src/main.ts`;
  const { stdout } = await promisify(execFile)(
    process.execPath,
    ["--conditions=@undertone/source", "--import", "tsx", main, ...args],
    { cwd: repository },
  );
  return stdout;
}
