import { open, rename, rm } from "node:fs/promises";
import { endianness } from "node:os";
import { dirname } from "node:path";
import { syncFolder } from "./atomic-write.ts";

/** With magic, version and length; a multiple of 64, as NumPy wants it. */
const HEADER_LENGTH = 128;

/** A matrix of float32 that is written row by row. */
export interface NpyWriter {
  /** @param values  whole rows, row-major */
  append(values: Float32Array): Promise<void>;
  /** Gives the file its name; it is not there before. */
  finish(): Promise<void>;
  /** Takes the unfinished file away; nothing after `finish`. */
  dispose(): Promise<void>;
}

/**
 * Writes an array [nRows, nColumns] as NumPy's `numpy.load` reads it, also by mmap_mode: format version 1.0 of
 * numpy.lib.format.
 *
 * @throws the system's error with the path of the file itself
 */
export async function createNpy(path: string, nColumns: number): Promise<NpyWriter> {
  const temporary = `${path}.${process.pid}.tmp`;
  const named = (error: unknown): never => {
    throw Object.assign(error as Error, { path });
  };
  const file = await open(temporary, "w").catch(named);
  let isOpen = true;
  let nValues = 0;
  const write = async (bytes: Uint8Array, position: number) => {
    for (let at = 0; at < bytes.length; ) {
      const { bytesWritten } = await file.write(bytes, at, bytes.length - at, position + at).catch(named);
      at += bytesWritten;
    }
  };
  const close = async () => {
    isOpen = false;
    await file.close();
  };
  return {
    async append({ buffer, byteOffset, byteLength, length }) {
      await write(new Uint8Array(buffer, byteOffset, byteLength), HEADER_LENGTH + 4 * nValues);
      nValues += length;
    },
    async finish() {
      await write(header(nValues / nColumns, nColumns), 0);
      await file.sync().catch(named);
      await close();
      await rename(temporary, path).catch(named);
      await syncFolder(dirname(path));
    },
    async dispose() {
      if (!isOpen) return;
      await close();
      await rm(temporary, { force: true });
    },
  };
}

function header(nRows: number, nColumns: number): Uint8Array {
  const order = endianness() === "LE" ? "<" : ">";
  const text = `{'descr': '${order}f4', 'fortran_order': False, 'shape': (${nRows}, ${nColumns}), }`;
  const bytes = Buffer.alloc(HEADER_LENGTH, " ");
  bytes.write("\x93NUMPY\x01\x00", "latin1");
  bytes.writeUInt16LE(HEADER_LENGTH - 10, 8);
  bytes.write(text, 10, "latin1");
  bytes.write("\n", HEADER_LENGTH - 1);
  return bytes;
}
