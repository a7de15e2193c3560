import type { Bundle } from "@undertone/core";
import { createRecognizer, type Recognizer } from "@undertone/runtime";
import { CommandError, rejectAs } from "../errors.ts";

/**
 * Makes the bundle of a file ready to recognize.
 *
 * @throws BundleError if its features were made by another front end; CommandError if it takes too much memory
 */
export function openRecognizer(bundle: Bundle, file: string): Promise<Recognizer> {
  return createRecognizer(bundle, file).catch(rejectAs(CommandError, `${file}: `));
}
