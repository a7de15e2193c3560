import { BundleError } from "@undertone/core";
import type { Engine } from "@undertone/kernels/engine";
import { type Unpacker, unpackerBytes } from "@undertone/kernels/unpack";
import { recognizerOn } from "@undertone/runtime";
import { ABOUT_SECTION, type About, aboutInComment } from "./about.ts";
import { unpacked } from "./module/bytes.ts";
import { customSection } from "./wasm-binary.ts";

/** What an emotion.mjs or emotion.wasm holds: what it says of itself, and what its engine says. */
export interface Shipped {
  form: "mjs" | "wasm";
  about: About;
  labels: readonly string[];
  sampleRate: number;
  /** of speech that fit in */
  seconds: number;
  /** of Wasm memory after the recognition of a clip of so many seconds */
  memoryBytes: number;
}

/** Whether bytes begin as emotion.mjs or emotion.wasm does. */
export function isShipped(bytes: Uint8Array): boolean {
  return isWasm(bytes) || aboutInComment(new TextDecoder().decode(bytes)) !== null;
}

/**
 * Reads an emotion.mjs or emotion.wasm without running JavaScript of it: only its engine is started, which can reach nothing.
 *
 * @param file  named in errors
 * @throws BundleError if it is none, or its engine does not start
 */
export async function readShipped(bytes: Uint8Array, file?: string): Promise<Shipped> {
  try {
    return await (isWasm(bytes) ? readWasm(bytes.slice()) : readModule(new TextDecoder().decode(bytes)));
  } catch (error) {
    const reason = error instanceof Error ? error.message : `${error}`;
    throw new BundleError(`is no emotion.mjs or emotion.wasm that works: ${reason}`, { file });
  }
}

const isWasm = (bytes: Uint8Array): boolean => [0, 0x61, 0x73, 0x6d].every((byte, i) => bytes[i] === byte);

async function readWasm(bytes: Uint8Array<ArrayBuffer>): Promise<Shipped> {
  const about = customSection(bytes, ABOUT_SECTION);
  if (!about) throw new Error("it has no section named undertone");
  const engine = await started(bytes);
  return shipped("wasm", new TextDecoder().decode(about), engine);
}

async function readModule(text: string): Promise<Shipped> {
  const about = aboutInComment(text);
  const [engineText = "", programText] = text.match(/"[#-[\]-c]{100,}"/g) ?? [];
  if (about === null || !programText) throw new Error("it does not begin with /*!undertone, or holds no model");
  const unpacker = (await started(unpackerBytes())) as unknown as Unpacker;
  const bytesOf = (packed: string) => unpacked(unpacker, packed.slice(1, -1)).slice();
  const engine = await started(bytesOf(engineText));
  const program = bytesOf(programText);
  const address = engine.reserveProgram(program.length);
  new Uint8Array(engine.memory.buffer, address).set(program);
  return shipped("mjs", about, engine);
}

async function started(bytes: Uint8Array<ArrayBuffer>): Promise<Engine> {
  const { instance } = await WebAssembly.instantiate(bytes);
  return instance.exports as unknown as Engine;
}

function shipped(form: Shipped["form"], about: string, engine: Engine): Shipped {
  const status = engine.initialize();
  if (status !== 0) throw new Error(`its engine ends with status ${status}, expected 0`);
  const { labels, sampleRate, probabilities } = recognizerOn(engine);
  const length = engine.windowLength();
  const samples = Float32Array.from({ length }, (_, t) => ((t * t) % 441) / 882 - 0.25);
  probabilities({ samples, sampleRate });
  const seconds = length / sampleRate;
  return { form, about: JSON.parse(about), labels, sampleRate, seconds, memoryBytes: engine.memory.buffer.byteLength };
}
