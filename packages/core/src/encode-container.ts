import { sha256 } from "@noble/hashes/sha2.js";
import { canonicalJson } from "./canonical-json.ts";
import {
  aligned,
  type ContainerFormat,
  type ContainerHeader,
  HASH_LENGTH,
  HEADER_START,
  versionOf,
} from "./container.ts";
import { tensorByteLength } from "./dtype.ts";
import { checkDtype, encodeTensor } from "./encode-tensor.ts";
import { sizedTensor } from "./weights-sha256.ts";

/**
 * The bytes of a container file; equal headers and tensors give equal bytes.
 *
 * @param header   plain JSON data: no undefined, finite numbers
 * @param tensors  the values of each tensor that the header lists, bit by bit
 * @throws RangeError if the header is too long, or a tensor is missing, has the wrong number of values or some that are none
 *         of its dtype
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
  const end = header.tensors.reduce(
    (offset, { shape, dtype }) => offset + aligned(tensorByteLength(shape, dtype ?? "f32")),
    payload,
  );

  const bytes = new Uint8Array(end + HASH_LENGTH);
  const view = new DataView(bytes.buffer);
  bytes.set(new TextEncoder().encode(format.magic));
  view.setUint32(8, versionOf(format, header), true);
  view.setUint32(12, json.length, true);
  view.setUint32(16, bytes.length, true);
  bytes.set(json, HEADER_START);
  let offset = payload;
  for (const { name, shape, dtype = "f32" } of header.tensors) {
    const values = sizedTensor(tensors, name, shape);
    checkDtype(name, values, shape, dtype);
    bytes.set(encodeTensor(values, shape, dtype), offset);
    offset += aligned(tensorByteLength(shape, dtype));
  }
  bytes.set(sha256(bytes.subarray(0, end)), end);
  return bytes;
}
