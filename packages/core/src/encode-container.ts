import { sha256 } from "@noble/hashes/sha2.js";
import { canonicalJson } from "./canonical-json.ts";
import { aligned, type ContainerFormat, type ContainerHeader, HASH_LENGTH, HEADER_START } from "./container.ts";
import { sizeOf } from "./network.ts";
import { float32Bytes, sizedTensor } from "./weights-sha256.ts";

/**
 * The bytes of a container file; equal headers and tensors give equal bytes.
 *
 * @param header   plain JSON data: no undefined, finite numbers
 * @param tensors  the values of each tensor that the header lists, bit by bit
 * @throws RangeError if the header is too long, or a tensor is missing or has the wrong number of values
 */
export function encodeContainer(
  format: ContainerFormat,
  header: ContainerHeader,
  tensors: ReadonlyMap<string, Float32Array>,
): Uint8Array<ArrayBuffer> {
  const json = new TextEncoder().encode(canonicalJson(header));
  if (json.length > format.maxHeaderLength) {
    throw new RangeError(`header has ${json.length} bytes, expected at most ${format.maxHeaderLength}`);
  }
  const payload = aligned(HEADER_START + json.length);
  const end = header.tensors.reduce((offset, { shape }) => offset + aligned(4 * sizeOf(shape)), payload);

  const bytes = new Uint8Array(end + HASH_LENGTH);
  const view = new DataView(bytes.buffer);
  bytes.set(new TextEncoder().encode(format.magic));
  view.setUint32(8, format.version, true);
  view.setUint32(12, json.length, true);
  view.setUint32(16, bytes.length, true);
  bytes.set(json, HEADER_START);
  let offset = payload;
  for (const { name, shape } of header.tensors) {
    bytes.set(float32Bytes(sizedTensor(tensors, name, shape)), offset);
    offset += aligned(4 * sizeOf(shape));
  }
  bytes.set(sha256(bytes.subarray(0, end)), end);
  return bytes;
}
