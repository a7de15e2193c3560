import type { ContainerError, ContainerPlace } from "./container-error.ts";
import type { Dtype } from "./dtype.ts";

/**
 * The container that bundles and checkpoints are written in; all numbers little-endian:
 *
 *   byte 0        eight ASCII letters: the kind of file
 *        8        u32 format version
 *        12       u32 byte length of the header
 *        16       u32 byte length of the file
 *        20       header: canonical JSON in UTF-8; its field `tensors` lists names, shapes and, unless it is "f32", dtypes
 *        …        tensors in the header's order as `encodeTensor` writes them, each from the next multiple of 16 on;
 *                 zeros fill the gaps, also up to the multiple of 16 after the last one
 *        last 32  SHA-256 of everything before
 */
export interface ContainerFormat {
  /** for messages: "bundle" */
  kind: string;
  /** eight ASCII letters */
  magic: string;
  /** the newest version that is written and read, from 1 */
  version: number;
  /** the version of files whose tensors are all float32, so that older readers read them, too; `version` where left out */
  plainVersion?: number;
  /** in bytes; a file that claims more is refused */
  maxHeaderLength: number;
  Refusal: new (reason: string, place?: ContainerPlace) => ContainerError;
}

/** What the container reads of a header; the rest is the format's own. */
export interface ContainerHeader {
  tensors: TensorEntry[];
}

/** One tensor of a file. */
export interface TensorEntry {
  name: string;
  shape: number[];
  /** left out: "f32" */
  dtype?: Dtype;
}

/** The version that a header's tensors ask for. */
export function versionOf({ version, plainVersion = version }: ContainerFormat, { tensors }: ContainerHeader): number {
  return tensors.every(({ dtype }) => dtype === undefined) ? plainVersion : version;
}

export const HEADER_START = 20;
export const HASH_LENGTH = 32;

/** The next multiple of 16. */
export function aligned(byteOffset: number): number {
  return Math.ceil(byteOffset / 16) * 16;
}
