// The source of emotion.mjs: scripts/build-module.mjs makes one minified text of it and all that it imports, in which
// `moduleOf` replaces the marks.
import type { Engine } from "@undertone/kernels/engine";
import type { Unpacker } from "@undertone/kernels/unpack";
import { type Recognizer, recognizerOn } from "@undertone/runtime";
import { bytesOfLetters, unpacked } from "./bytes.ts";

/** unpack.wasm as letters; small enough for a page to compile at once. */
const UNPACKER = "@unpacker@";

/** Packed; gzip finds nothing more in it. */
const ENGINE = "@engine@";
const PROGRAM = "@program@";

/** Makes a recognizer; each has memory of its own. */
export async function createRecognizer(): Promise<Recognizer> {
  const unpacker = createUnpacker();
  const { instance } = await WebAssembly.instantiate(unpacked(unpacker, ENGINE));
  return opened(unpacker, instance);
}

/** As `createRecognizer`, at once: for an AudioWorklet, where nothing can be waited for. */
export function createRecognizerSync(): Recognizer {
  const unpacker = createUnpacker();
  return opened(unpacker, instanceOf(unpacked(unpacker, ENGINE)));
}

const instanceOf = (bytes: Uint8Array<ArrayBuffer>) => new WebAssembly.Instance(new WebAssembly.Module(bytes));

const createUnpacker = () => instanceOf(bytesOfLetters(UNPACKER)).exports as unknown as Unpacker;

function opened(unpacker: Unpacker, { exports }: WebAssembly.Instance): Recognizer {
  const engine = exports as unknown as Engine;
  const program = unpacked(unpacker, PROGRAM);
  const address = engine.reserveProgram(program.length);
  if (address > 0) new Uint8Array(engine.memory.buffer, address).set(program);
  if (!address || engine.initialize()) throw new RangeError("memory for the model is missing");
  return recognizerOn(engine);
}
