import { cp, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** A copy of a built app without its bundle. The chunk that holds it holds nothing else, which saves building the app again. */
export async function withoutBundle(app: string, folder: string): Promise<string> {
  await cp(app, folder, { recursive: true });
  const assets = join(folder, "assets");
  const [chunk] = (await readdir(assets)).filter((name) => /^default-bundle-.*\.js$/.test(name));
  await writeFile(join(assets, chunk), "export const defaultBundle = () => null;");
  return folder;
}
