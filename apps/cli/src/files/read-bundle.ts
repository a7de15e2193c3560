import { type Bundle, decodeBundle } from "@undertone/core";
import { readBytes } from "./read-file.ts";

/**
 * Reads a bundle file.
 *
 * @throws BundleError if it is none or damaged; the system's error if it cannot be read
 */
export async function readBundle(path: string): Promise<Bundle> {
  return decodeBundle(await readBytes(path), path);
}
