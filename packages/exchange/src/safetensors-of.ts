import { type Bundle, checkBundle, float32Bytes, tensorsOf } from "@undertone/core";
import { joined } from "./joined.ts";
import { exchangeMetadata } from "./metadata.ts";

/**
 * All tensors of a bundle as a safetensors file (github.com/huggingface/safetensors): u64 byte length of the header; the
 * header, JSON filled up with blanks to a multiple of 8; the values without gaps. Names, order and shapes are the bundle's own,
 * float32, row-major; `__metadata__` holds `exchangeMetadata` and the layer list.
 *
 * @throws RangeError for a bundle that `encodeBundle` would refuse
 */
export function safetensorsOf(bundle: Bundle): Uint8Array<ArrayBuffer> {
  checkBundle(bundle);
  const listed = tensorsOf(bundle);
  const values = listed.map(({ name }) => float32Bytes(bundle.tensors.get(name)!));
  const header: Record<string, unknown> = {
    __metadata__: { ...exchangeMetadata(bundle), layers: JSON.stringify(bundle.layers), format: "undertone" },
  };
  let offset = 0;
  for (const [i, { name, shape }] of listed.entries()) {
    header[name] = { dtype: "F32", shape, data_offsets: [offset, offset + values[i].length] };
    offset += values[i].length;
  }
  const json = new TextEncoder().encode(JSON.stringify(header));
  const start = new Uint8Array(8 + Math.ceil(json.length / 8) * 8).fill(BLANK, 8);
  new DataView(start.buffer).setBigUint64(0, BigInt(start.length - 8), true);
  start.set(json, 8);
  return joined([start, ...values]);
}

const BLANK = 0x20;
