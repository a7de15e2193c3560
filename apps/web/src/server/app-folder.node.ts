import { fileURLToPath } from "node:url";

/** The folder of the built app, whether this runs from its source or as built itself. */
export function appFolder(): string {
  return fileURLToPath(new URL("../../dist/app/", import.meta.url));
}
