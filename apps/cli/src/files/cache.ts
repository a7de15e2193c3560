import { createHash } from "node:crypto";
import { mkdir, open, utimes } from "node:fs/promises";
import { dirname, join } from "node:path";
import { isSystemError } from "../errors.ts";
import { writeWhole } from "./atomic-write.ts";

/** What can be made again, kept on the disk: arrays of float32 with a few facts, by key. */
export interface Cache {
  /** null if there is no entry, or it is damaged, which a later `write` mends */
  read<About>(key: string): Promise<CacheEntry<About> | null>;
  /** @throws the system's error; an entry is there whole or not at all, whichever processes write it at once */
  write<About>(key: string, entry: CacheEntry<About>): Promise<void>;
}

export interface CacheEntry<About> {
  values: Float32Array<ArrayBuffer>;
  /** of the values' bytes */
  sha256: string;
  /** plain JSON data */
  about: About;
}

/** Entries end in this; what they hold and are called by is told in `keyOf` and below. */
export const ENTRY: RegExp = /^[0-9a-f]{64}\.entry$/;

/**
 * Opens a folder as cache; it is made by the first write. An entry is a file FOLDER/ab/abcd….entry:
 *
 *   float32 values, in the machine's byte order
 *   canonical facts, JSON in UTF-8: { sha256 of the values, about }
 *   u32 byte length of the JSON, little-endian
 *   SHA-256 of JSON and length
 */
export function openCache(folder: string): Cache {
  const pathOf = (key: string) => join(folder, key.slice(0, 2), `${key}.entry`);
  return {
    async read<About>(key: string) {
      const path = pathOf(key);
      const entry = decodeEntry<About>(await bytesOf(path));
      // What was used last is removed last; another process may have removed it just now.
      if (entry) await utimes(path, new Date(), new Date()).catch(() => {});
      return entry;
    },
    async write(key, { values, sha256, about }) {
      const path = pathOf(key);
      const json = Buffer.from(JSON.stringify({ sha256, about }));
      const length = Buffer.alloc(4);
      length.writeUInt32LE(json.length);
      const facts = Buffer.concat([json, length]);
      await mkdir(dirname(path), { recursive: true });
      await writeWhole(path, [float32BytesOf(values), facts, sha256Of(facts)]);
    },
  };
}

/** The hexadecimal SHA-256 of values' bytes. */
export function sha256OfValues(values: Float32Array): string {
  return sha256Of(float32BytesOf(values)).toString("hex");
}

const HASH_LENGTH = 32;
const sha256Of = (bytes: Uint8Array): Buffer => createHash("sha256").update(bytes).digest();
const float32BytesOf = ({ buffer, byteOffset, byteLength }: Float32Array) =>
  new Uint8Array(buffer, byteOffset, byteLength);

/** The bytes of a file in memory of their own, which can be handed to another thread; none if it cannot be read. */
async function bytesOf(path: string): Promise<Uint8Array<ArrayBuffer>> {
  const none = new Uint8Array(0);
  const file = await open(path, "r").catch((error) => {
    if (isSystemError(error)) return null;
    throw error;
  });
  if (!file) return none;
  try {
    const bytes = new Uint8Array((await file.stat()).size);
    const { bytesRead } = await file.read(bytes, 0, bytes.length, 0);
    return bytesRead === bytes.length ? bytes : none;
  } catch (error) {
    if (isSystemError(error)) return none;
    throw error;
  } finally {
    await file.close();
  }
}

function decodeEntry<About>(bytes: Uint8Array<ArrayBuffer>): CacheEntry<About> | null {
  const factsEnd = bytes.length - HASH_LENGTH;
  const jsonEnd = factsEnd - 4;
  if (jsonEnd < 0) return null;
  const jsonStart = jsonEnd - new DataView(bytes.buffer).getUint32(jsonEnd, true);
  if (jsonStart < 0 || jsonStart % 4 !== 0) return null;
  if (!sha256Of(bytes.subarray(jsonStart, factsEnd)).equals(bytes.subarray(factsEnd))) return null;

  const { sha256, about } = JSON.parse(new TextDecoder().decode(bytes.subarray(jsonStart, jsonEnd)));
  const values = new Float32Array(bytes.buffer, 0, jsonStart / 4);
  return sha256OfValues(values) === sha256 ? { values, sha256, about } : null;
}
