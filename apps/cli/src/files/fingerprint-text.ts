import { endianness } from "node:os";
import type { Fingerprint } from "@undertone/corpus";

/** A fingerprint as text, for JSON: base64 of its words, little-endian. */
export function encodeFingerprint(fingerprint: Fingerprint): string {
  const bytes = Buffer.from(fingerprint.buffer, fingerprint.byteOffset, fingerprint.byteLength);
  return (endianness() === "LE" ? bytes : Buffer.from(bytes).swap32()).toString("base64");
}

/** What `encodeFingerprint` was given. */
export function decodeFingerprint(text: string): Fingerprint {
  const bytes = Buffer.from(text, "base64");
  const fingerprint = new Uint32Array(bytes.length / 4);
  for (let i = 0; i < fingerprint.length; i++) fingerprint[i] = bytes.readUInt32LE(4 * i);
  return fingerprint;
}
