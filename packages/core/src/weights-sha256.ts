import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";
import { type Network, sizeOf } from "./network.ts";

/**
 * The SHA-256 over all weights of a network, moving averages included. For each of `network.parameters` in turn, two
 * things are hashed: the UTF-8 text `name AxB…\n` (name, space, dimensions joined by "x", line feed; "0.kernel 7x5x1x16"),
 * then the values, row-major, as little-endian IEEE 754 float32.
 *
 * @param tensors  values by parameter name; other names are not read
 * @returns        64 lower-case hexadecimal digits
 * @throws RangeError if a parameter is missing, has the wrong number of values or one that is not finite
 */
export function weightsSha256(network: Network, tensors: ReadonlyMap<string, Float32Array>): string {
  const hash = sha256.create();
  const text = new TextEncoder();
  for (const { name, shape } of network.parameters) {
    hash.update(text.encode(`${name} ${shape.join("x")}\n`));
    hash.update(float32Bytes(checkedTensor(tensors, name, shape)));
  }
  return bytesToHex(hash.digest());
}

/**
 * Returns the values of one tensor.
 *
 * @throws RangeError if it is missing, has the wrong number of values or one that is not finite
 */
export function checkedTensor(
  tensors: ReadonlyMap<string, Float32Array>,
  name: string,
  shape: readonly number[],
): Float32Array {
  const values = sizedTensor(tensors, name, shape);
  const wrong = values.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0) throw new RangeError(`tensor ${name}[${wrong}] is ${values[wrong]}, expected a finite number`);
  return values;
}

/**
 * Returns the values of one tensor, whatever they are.
 *
 * @throws RangeError if it is missing or has the wrong number of values
 */
export function sizedTensor(
  tensors: ReadonlyMap<string, Float32Array>,
  name: string,
  shape: readonly number[],
): Float32Array {
  const values = tensors.get(name);
  if (!values) throw new RangeError(`tensor ${name} is missing, expected [${shape}]`);
  const size = sizeOf(shape);
  if (values.length !== size) {
    throw new RangeError(`tensor ${name} has ${values.length} values, expected ${size} as in [${shape}]`);
  }
  return values;
}

/** The values as little-endian float32, whatever the host's order. */
export function float32Bytes(values: Float32Array): Uint8Array<ArrayBuffer> {
  const view = new DataView(new ArrayBuffer(4 * values.length));
  for (let i = 0; i < values.length; i++) view.setFloat32(4 * i, values[i], true);
  return new Uint8Array(view.buffer);
}
