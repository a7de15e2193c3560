import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

/** Where this bundle lies. */
export const folder: string = fileURLToPath(new URL(".", import.meta.url));

// tfjs looks for Node's modules by these two, which ES modules lack: to be imported before it.
Object.assign(globalThis, { require: createRequire(import.meta.url), __dirname: folder });
