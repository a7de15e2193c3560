import type { ContainerError, ContainerPlace } from "./container-error.ts";

/**
 * The container that bundles and checkpoints are written in; all numbers little-endian:
 *
 *   byte 0        eight ASCII letters: the kind of file
 *        8        u32 format version
 *        12       u32 byte length of the header
 *        16       u32 byte length of the file
 *        20       header: canonical JSON in UTF-8; its field `tensors` lists names and shapes
 *        …        tensors in the header's order: float32, row-major, each from the next multiple of 16 on;
 *                 zeros fill the gaps, also up to the multiple of 16 after the last one
 *        last 32  SHA-256 of everything before
 */
export interface ContainerFormat {
  /** for messages: "bundle" */
  kind: string;
  /** eight ASCII letters */
  magic: string;
  /** the one version that is written and read, from 1 */
  version: number;
  /** in bytes; a file that claims more is refused */
  maxHeaderLength: number;
  Refusal: new (reason: string, place?: ContainerPlace) => ContainerError;
}

/** What the container reads of a header; the rest is the format's own. */
export interface ContainerHeader {
  tensors: { name: string; shape: number[] }[];
}

export const HEADER_START = 20;
export const HASH_LENGTH = 32;

/** The next multiple of 16. */
export function aligned(byteOffset: number): number {
  return Math.ceil(byteOffset / 16) * 16;
}
