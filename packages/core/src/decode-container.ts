import { sha256 } from "@noble/hashes/sha2.js";
import { canonicalJson } from "./canonical-json.ts";
import {
  aligned,
  type ContainerFormat,
  type ContainerHeader,
  HASH_LENGTH,
  HEADER_START,
  type TensorEntry,
  versionOf,
} from "./container.ts";
import type { ContainerError } from "./container-error.ts";
import { tensorByteLength } from "./dtype.ts";
import { decodeTensor, encodeTensor } from "./encode-tensor.ts";

/** Deeper nesting is refused before anything recurses into it. */
const MAX_NESTING = 64;

/** How a format reads what the container found; a RangeError of either becomes the format's refusal. */
export interface ContainerReader<Header extends ContainerHeader, T> {
  /** Returns the header that `value`, parsed JSON, is. @throws RangeError */
  header(value: unknown): Header;
  /** Makes what is wanted of the header and copies of the tensors. @throws RangeError */
  content(header: Header, tensors: Map<string, Float32Array>): T;
}

/** A container's bytes and what to say when they are wrong. */
interface Source {
  bytes: Uint8Array;
  format: ContainerFormat;
  refuse(reason: string, byteOffset: number): ContainerError;
}

/**
 * Reads a container file. Nothing is allocated by what the file claims: every length is compared with the bytes at hand
 * first. The tensors are copies.
 *
 * @param file  named in errors
 * @throws the format's Refusal if the bytes are not exactly what `encodeContainer` writes
 */
export function decodeContainer<Header extends ContainerHeader, T>(
  bytes: Uint8Array,
  format: ContainerFormat,
  reader: ContainerReader<Header, T>,
  file?: string,
): T {
  const source: Source = {
    bytes,
    format,
    refuse: (reason, byteOffset) => new format.Refusal(reason, { file, byteOffset }),
  };
  const headerLength = checkFrame(source);
  const header = readHeader(source, headerLength, reader.header);
  const payload = aligned(HEADER_START + headerLength);
  const tensors = readTensors(source, header, payload);
  return orRefuse(source, payload, () => reader.content(header, tensors));
}

/** Checks magic, version, lengths and hash, and returns the header's byte length. */
function checkFrame({ bytes, format, refuse }: Source): number {
  const magic = String.fromCharCode(...bytes.subarray(0, format.magic.length));
  if (magic !== format.magic) throw refuse(`is not an Undertone ${format.kind}`, 0);
  if (bytes.length < HEADER_START + HASH_LENGTH) throw refuse("is truncated within its first fields", bytes.length);

  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version = view.getUint32(8, true);
  if (version > format.version) {
    throw refuse(`format version is ${version}, expected at most ${format.version}: made by a newer Undertone`, 8);
  }
  const { plainVersion = format.version } = format;
  if (version < plainVersion) throw refuse(`format version is ${version}, expected ${plainVersion}`, 8);

  const headerLength = view.getUint32(12, true);
  const byteLength = view.getUint32(16, true);
  if (bytes.length < byteLength) throw refuse(`is truncated: ${bytes.length} of ${byteLength} bytes`, bytes.length);
  if (bytes.length > byteLength) throw refuse(`${bytes.length - byteLength} bytes follow the end`, byteLength);
  if (headerLength > format.maxHeaderLength) {
    throw refuse(`header length is ${headerLength}, expected at most ${format.maxHeaderLength}`, 12);
  }
  const end = byteLength - HASH_LENGTH;
  if (aligned(HEADER_START + headerLength) > end) {
    throw refuse(`header length is ${headerLength}, expected at most ${end - HEADER_START} before the end`, 12);
  }
  const hash = sha256(bytes.subarray(0, end));
  if (hash.some((byte, i) => byte !== bytes[end + i])) throw refuse("is damaged: its SHA-256 does not match", end);
  return headerLength;
}

function readHeader<Header extends ContainerHeader>(
  source: Source,
  headerLength: number,
  validate: (value: unknown) => Header,
): Header {
  const utf8 = source.bytes.subarray(HEADER_START, HEADER_START + headerLength);
  let text: string;
  let value: unknown;
  try {
    text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(utf8);
    value = JSON.parse(text);
  } catch {
    throw source.refuse("header is not JSON", HEADER_START);
  }
  if (nestingOf(value) > MAX_NESTING) {
    throw source.refuse(`header is nested too deeply, expected at most ${MAX_NESTING} levels`, HEADER_START);
  }
  const header = orRefuse(source, HEADER_START, () => validate(value));
  const version = new DataView(source.bytes.buffer, source.bytes.byteOffset).getUint32(8, true);
  const expected = versionOf(source.format, header);
  if (version !== expected) {
    throw source.refuse(`format version is ${version}, expected ${expected} by the tensors' dtypes`, 8);
  }
  checkGap(source, HEADER_START + headerLength, "header");
  if (canonicalJson(header) !== text) throw source.refuse("header is not canonical JSON", HEADER_START);
  return header;
}

/** Copies the tensors out; they and zeros between them must fill the bytes from `start` to the hash. */
function readTensors(source: Source, { tensors }: ContainerHeader, start: number): Map<string, Float32Array> {
  const { bytes, refuse } = source;
  const end = bytes.length - HASH_LENGTH;
  const sizes = tensors.map(({ shape, dtype = "f32" }) => tensorByteLength(shape, dtype));
  const needed = sizes.reduce((sum, size) => sum + aligned(size), 0);
  if (needed !== end - start) {
    throw refuse(`tensors take ${end - start} bytes, expected ${needed} by their shapes`, start);
  }
  const values = new Map<string, Float32Array>();
  let offset = start;
  for (const [i, tensor] of tensors.entries()) {
    const { name } = tensor;
    values.set(name, readTensor(source, tensor, offset, sizes[i]));
    checkGap(source, offset + sizes[i], `tensor ${name}`);
    offset += aligned(sizes[i]);
  }
  return values;
}

/** Copies one tensor out; of a dtype with several ways to write a value, only `encodeTensor`'s is taken. */
function readTensor(source: Source, { name, shape, dtype = "f32" }: TensorEntry, offset: number, byteLength: number) {
  const bytes = source.bytes.subarray(offset, offset + byteLength);
  const values = decodeTensor(bytes, shape, dtype);
  if (dtype === "f32") return values;
  const same = orRefuse(source, offset, () => encodeTensor(values, shape, dtype));
  const wrong = same.findIndex((byte, i) => byte !== bytes[i]);
  if (wrong >= 0) throw source.refuse(`tensor ${name} is not as ${dtype} is written`, offset + wrong);
  return values;
}

/** Checks the zeros from `start` to the next multiple of 16. */
function checkGap({ bytes, refuse }: Source, start: number, before: string): void {
  const gap = bytes.subarray(start, aligned(start));
  if (gap.some((byte) => byte !== 0)) throw refuse(`gap after ${before} is not zero`, start);
}

/** Runs `check` and turns its RangeError into the format's refusal at `byteOffset`. */
function orRefuse<T>({ refuse }: Source, byteOffset: number, check: () => T): T {
  try {
    return check();
  } catch (error) {
    throw error instanceof RangeError ? refuse(error.message, byteOffset) : error;
  }
}

/** Levels of arrays and objects within each other; does not recurse. */
function nestingOf(value: unknown): number {
  let levels = 0;
  for (let level = [value]; level.length > 0; levels++) {
    level = level.flatMap((part) => (typeof part === "object" && part !== null ? Object.values(part) : []));
  }
  return levels;
}
