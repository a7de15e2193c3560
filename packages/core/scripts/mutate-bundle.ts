import { createHash } from "node:crypto";
import { canonicalJson, type Random } from "@undertone/core";

/** A bundle's bytes after a mutation. */
export interface Mutation {
  bytes: Uint8Array;
  /** whether lengths and SHA-256 are those of the bytes again, so that a reader looks further than at them */
  isSealed: boolean;
}

const HEADER_START = 20;
const HASH_LENGTH = 32;
const BYTES = [0, 1, 2, 0x10, 0x1f, 0x20, 0x7f, 0x80, 0x9f, 0xc0, 0xff];

/** What a hostile header may hold where it should hold something else. */
const VALUES: readonly unknown[] = [
  ...[0, -0, -1, 1, 2, 0.5, 255, 256, 4095, 4096, 4097, 65_536, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 53, 1e308, -1e308],
  ...[null, true, false, "", "f16", "i8", "i6", "conv2d", "residual", "dense", "valid", "__proto__", "x".repeat(300)],
  ...[[], {}, [0], [1, 1], [4096, 4096, 4096, 4096], Array(300).fill(1), nested(70), nested(300)],
];

function nested(depth: number): unknown {
  let value: unknown = [];
  for (let i = 0; i < depth; i++) value = [value];
  return value;
}

/** One of many ways to damage or forge a bundle. */
export function mutated(bundle: Uint8Array, random: Random): Mutation {
  const kind = random.below(8);
  if (kind === 0) return { bytes: withBytesChanged(bundle, random), isSealed: false };
  if (kind === 1) return { bytes: bundle.slice(0, random.below(bundle.length)), isSealed: false };
  if (kind <= 4) return { bytes: sealed(withBytesChanged(bundle, random)), isSealed: true };
  return { bytes: withHeaderChanged(bundle, random), isSealed: true };
}

function withBytesChanged(bundle: Uint8Array, random: Random): Uint8Array {
  const bytes = bundle.slice();
  for (let changes = 1 + random.below(4); changes > 0; changes--) {
    // The first fields are a hundredth of a file; a third of the changes go there.
    const at = random.below(3) === 0 ? random.below(HEADER_START) : random.below(bytes.length);
    const kind = random.below(4);
    if (kind === 0) bytes[at] = random.below(256);
    else if (kind === 1) bytes[at] = BYTES[random.below(BYTES.length)];
    else if (kind === 2) bytes[at] ^= 1 << random.below(8);
    else bytes.copyWithin(at, random.below(bytes.length), random.below(bytes.length));
  }
  return bytes;
}

function withHeaderChanged(bundle: Uint8Array, random: Random): Uint8Array {
  const headerLength = new DataView(bundle.buffer, bundle.byteOffset).getUint32(12, true);
  const text = new TextDecoder().decode(bundle.subarray(HEADER_START, HEADER_START + headerLength));
  const header = JSON.parse(text);
  for (let changes = 1 + random.below(2); changes > 0; changes--) changeWithin(header, random);
  const payload = bundle.subarray(Math.ceil((HEADER_START + headerLength) / 16) * 16, bundle.length - HASH_LENGTH);

  const json = new TextEncoder().encode(
    random.below(8) === 0 ? JSON.stringify(header, null, 1) : canonicalJson(header),
  );
  const start = Math.ceil((HEADER_START + json.length) / 16) * 16;
  const bytes = new Uint8Array(start + payload.length + HASH_LENGTH);
  bytes.set(bundle.subarray(0, 8));
  const view = new DataView(bytes.buffer);
  view.setUint32(8, 1 + random.below(2), true);
  view.setUint32(12, json.length, true);
  bytes.set(json, HEADER_START);
  bytes.set(payload, start);
  return sealed(bytes);
}

/** Replaces, removes, doubles or adds something at a random place of a value. */
function changeWithin(value: unknown, random: Random): void {
  let parent = value as Record<string, unknown>;
  for (;;) {
    const keys = Object.keys(parent);
    if (keys.length === 0) return;
    const key = keys[random.below(keys.length)];
    const child = parent[key];
    if (typeof child === "object" && child !== null && Object.keys(child).length > 0 && random.below(6) > 0) {
      parent = child as Record<string, unknown>;
      continue;
    }
    const kind = random.below(8);
    if (kind === 0) delete parent[key];
    else if (kind === 1 && Array.isArray(parent)) parent.push(copied(child));
    else if (kind === 2) parent.extra = 1;
    else if (kind === 3 && typeof child === "number") parent[key] = child + random.below(3) - 1;
    else if (kind === 4 && typeof child === "number") parent[key] = child * (2 + random.below(100));
    else parent[key] = copied(VALUES[random.below(VALUES.length)]);
    return;
  }
}

const copied = <T>(value: T): T => JSON.parse(JSON.stringify(value));

/** The bytes with their own length and SHA-256; whatever is too short to have them stays. */
function sealed(bytes: Uint8Array): Uint8Array {
  if (bytes.length < HEADER_START + HASH_LENGTH) return bytes;
  new DataView(bytes.buffer, bytes.byteOffset).setUint32(16, bytes.length, true);
  return rehashed(bytes);
}

/** The bytes with the SHA-256 of all before it in their last 32, in place. */
export function rehashed(bytes: Uint8Array): Uint8Array {
  bytes.set(createHash("sha256").update(bytes.subarray(0, -HASH_LENGTH)).digest(), bytes.length - HASH_LENGTH);
  return bytes;
}
