import { base64 } from "../../build/unpack-wasm.js";
import { bytesOf } from "../common/bytes.ts";

/** The exports of unpack.wasm, which imports nothing; see its source in assembly/unpack. */
export interface Unpacker {
  memory: WebAssembly.Memory;
  /** room for a text of so many characters: its address */
  reserve(length: number): number;
  /** unpacks the text; returns how many bytes there are */
  unpack(): number;
  /** where the bytes lie */
  address(): number;
}

/** The bytes of unpack.wasm, which unpacks what `pack` of @undertone/bundler packs. */
export const unpackerBytes = (): Uint8Array<ArrayBuffer> => bytesOf(base64);
