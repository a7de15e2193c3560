import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import type { Plugin } from "vite";

/** The service worker's file name, which must not change from build to build. */
export const SERVICE_WORKER = "service-worker.js";

/**
 * Writes the names of all the app's files, and a hash over what they hold, into the service worker: a new build is a new
 * worker, and a new worker fetches a new set of files.
 *
 * @param publicFolder  whose files are copied as they are
 */
export function precache(publicFolder: string): Plugin {
  return {
    name: "precache",
    apply: "build",
    enforce: "post",
    generateBundle(_, bundle) {
      const worker = bundle[SERVICE_WORKER];
      if (worker?.type !== "chunk") throw new Error(`${SERVICE_WORKER} is not built, expected an entry of that name`);
      const copied = readdirSync(publicFolder);
      const files = [...Object.keys(bundle), ...copied]
        .filter((name) => name !== SERVICE_WORKER && !name.endsWith(".map"))
        .sort();
      const hash = createHash("sha256").update(worker.code);
      for (const name of files) {
        const built = bundle[name];
        hash.update(name);
        if (!built) hash.update(readFileSync(`${publicFolder}/${name}`));
        else hash.update(built.type === "chunk" ? built.code : built.source);
      }
      const version = hash.digest("hex").slice(0, 16);
      worker.code = worker.code
        .replaceAll("__PRECACHE__", JSON.stringify(files.map((name) => (name === "index.html" ? "./" : `./${name}`))))
        .replaceAll("__VERSION__", JSON.stringify(version));
    },
  };
}
