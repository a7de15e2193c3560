import { readFile } from "node:fs/promises";
import { build } from "vite";
import { repository } from "./repository.ts";

/** Builds the app from its sources into a folder, with a bundle. @returns the folder */
export async function buildApp(folder: string, bundle: string): Promise<string> {
  const base64 = (await readFile(bundle)).toString("base64");
  // vitest says "test", and what is built by that is no production build.
  const { NODE_ENV } = process.env;
  process.env.NODE_ENV = "production";
  await build({
    configFile: `${repository}apps/web/vite.config.ts`,
    logLevel: "error",
    define: { __BUNDLE__: JSON.stringify(base64) },
    build: { outDir: folder },
  }).finally(() => {
    process.env.NODE_ENV = NODE_ENV;
  });
  return folder;
}
