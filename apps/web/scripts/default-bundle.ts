import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";

/**
 * The bundle that the app is built with, as base64: the file that UNDERTONE_BUNDLE names, from the repository's root, or
 * what `npm run demo` wrote there; null if there is neither: the page then begins by asking for one.
 *
 * @throws Error if UNDERTONE_BUNDLE names no file
 */
export function defaultBundle(root: string, asked: string | undefined = process.env.UNDERTONE_BUNDLE): string | null {
  const path = resolve(root, asked ?? "undertone-demo/model.undertone");
  if (existsSync(path)) return readFileSync(path).toString("base64");
  if (asked === undefined) return null;
  throw new Error(`UNDERTONE_BUNDLE is ${asked}, expected a bundle file`);
}
