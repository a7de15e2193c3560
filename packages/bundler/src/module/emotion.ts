// The source of emotion.mjs: scripts/build-module.mjs makes one minified text of it and all that it imports, in which
// `moduleOf` replaces the two marks.
import type { Engine } from "@undertone/kernels/engine";
import { loadProgram, type Recognizer, recognizerOn } from "@undertone/runtime";
import { bytesOfBase64, bytesOfHex } from "./bytes.ts";

/** In hexadecimal digits gzip finds the engine's repetitions, which base64 hides: 13.9 kB against 16.3. */
const ENGINE = "@engine@";

/** In base64 six bits are a character: gzip counts 6-bit weights one by one and needs 5.4 bits each. */
const PROGRAM = "@program@";

/** Makes a recognizer; each has memory of its own. */
export async function createRecognizer(): Promise<Recognizer> {
  const { instance } = await WebAssembly.instantiate(bytesOfHex(ENGINE));
  return opened(instance);
}

/** As `createRecognizer`, at once: for an AudioWorklet, where nothing can be waited for. */
export function createRecognizerSync(): Recognizer {
  return opened(new WebAssembly.Instance(new WebAssembly.Module(bytesOfHex(ENGINE))));
}

function opened({ exports }: WebAssembly.Instance): Recognizer {
  const engine = exports as unknown as Engine;
  loadProgram(engine, bytesOfBase64(PROGRAM));
  return recognizerOn(engine);
}
