import { type Bundle, BundleError, checkBundle, decodeBundle } from "@undertone/core";
import { loadEngine } from "@undertone/kernels/engine";
import { compileProgram } from "./compile-program.ts";
import { engineFingerprint } from "./engine-fingerprint.ts";
import { loadProgram } from "./load-program.ts";
import { type Recognizer, recognizerOn } from "./recognizer-on.ts";

/**
 * Makes a bundle ready to recognize.
 *
 * @param bundle  as decoded, or a bundle file's bytes
 * @param file    named in errors
 * @throws BundleError if the bytes are no bundle, or if its features were made by another front end than this one
 * @throws RangeError if a bundle made in memory is not valid, or its network's activations take more than 256 MiB
 */
export async function createRecognizer(bundle: Bundle | Uint8Array, file?: string): Promise<Recognizer> {
  const program = await checkedProgram(bundle, file);
  const engine = await loadEngine();
  loadProgram(engine, program);
  return recognizerOn(engine);
}

/** `compileProgram` of a bundle once all is checked. @throws as `createRecognizer` */
export async function checkedProgram(bundle: Bundle | Uint8Array, file?: string): Promise<Uint8Array<ArrayBuffer>> {
  const opened = bundle instanceof Uint8Array ? decodeBundle(bundle, file) : bundle;
  if (opened === bundle) checkBundle(opened);
  const program = compileProgram(opened);
  const fingerprint = engineFingerprint(await loadEngine(), opened.input);
  if (fingerprint !== opened.featuresSha256) {
    const reason = `its features have fingerprint ${opened.featuresSha256}, expected this front end's ${fingerprint}`;
    throw new BundleError(reason, { file });
  }
  return program;
}
