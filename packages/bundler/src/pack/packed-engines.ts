import { engineBytes, leanEngineBytes } from "@undertone/kernels/engine";
import { unpackerBytes } from "@undertone/kernels/unpack";
import { lettersOf } from "../module/bytes.ts";
import { pack } from "./pack.ts";

/** What every module holds of Wasm: the unpacker as letters, and what it unpacks. */
export function packedEngines(): { unpacker: string; engine: string; leanEngine: string } {
  return { unpacker: lettersOf(unpackerBytes()), engine: pack(engineBytes()), leanEngine: pack(leanEngineBytes()) };
}
