import { sha256 } from "@noble/hashes/sha2.js";
import { type Bundle, checkBundle } from "./bundle.ts";
import { aligned, FORMAT_VERSION, HASH_LENGTH, HEADER_START, MAGIC, MAX_HEADER_LENGTH } from "./bundle-layout.ts";
import { canonicalJson } from "./canonical-json.ts";
import { sizeOf } from "./network.ts";
import { float32Bytes } from "./weights-sha256.ts";

/**
 * The bytes of a bundle file; equal bundles give equal bytes.
 *
 * @throws RangeError for a bundle that `decodeBundle` would refuse, with its reason
 */
export function encodeBundle(bundle: Bundle): Uint8Array<ArrayBuffer> {
  const header = checkBundle(bundle);
  const json = new TextEncoder().encode(canonicalJson(header));
  if (json.length > MAX_HEADER_LENGTH) {
    throw new RangeError(`header has ${json.length} bytes, expected at most ${MAX_HEADER_LENGTH}`);
  }
  const payload = aligned(HEADER_START + json.length);
  const end = header.tensors.reduce((offset, { shape }) => offset + aligned(4 * sizeOf(shape)), payload);

  const bytes = new Uint8Array(end + HASH_LENGTH);
  const view = new DataView(bytes.buffer);
  bytes.set(new TextEncoder().encode(MAGIC));
  view.setUint32(8, FORMAT_VERSION, true);
  view.setUint32(12, json.length, true);
  view.setUint32(16, bytes.length, true);
  bytes.set(json, HEADER_START);
  let offset = payload;
  for (const { name, shape } of header.tensors) {
    bytes.set(float32Bytes(bundle.tensors.get(name)!), offset);
    offset += aligned(4 * sizeOf(shape));
  }
  bytes.set(sha256(bytes.subarray(0, end)), end);
  return bytes;
}
