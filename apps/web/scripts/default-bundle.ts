import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";

/**
 * The bundle that the app is built with, as base64: the file that UNDERTONE_BUNDLE names, from the repository's root, or
 * the shipped default; null if UNDERTONE_BUNDLE is empty: the page then begins by asking for one.
 *
 * @throws Error if there is no such file
 */
export function defaultBundle(root: string, asked: string | undefined = process.env.UNDERTONE_BUNDLE): string | null {
  if (asked === "") return null;
  const path = resolve(root, asked ?? "models/default.undertone");
  if (existsSync(path)) return readFileSync(path).toString("base64");
  throw new Error(`bundle is ${path}, expected a file: see UNDERTONE_BUNDLE`);
}
