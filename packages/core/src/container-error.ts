/** A file of Undertone's own container that cannot be used; each kind of file has a subclass. */
export class ContainerError extends Error {
  /** the file as the caller named it; undefined if it did not */
  readonly file: string | undefined;
  /** what is wrong, without file and offset */
  readonly reason: string;
  /** where in the file; undefined if the reason has no place */
  readonly byteOffset: number | undefined;

  /** @param kind  stands for the file where it has no name: "bundle" */
  constructor(kind: string, reason: string, place: ContainerPlace = {}) {
    const { file, byteOffset } = place;
    super(`${file ?? kind}: ${reason}${byteOffset === undefined ? "" : ` (at byte ${byteOffset})`}`);
    this.file = file;
    this.reason = reason;
    this.byteOffset = byteOffset;
  }
}

/** Where something is wrong. */
export interface ContainerPlace {
  file?: string | undefined;
  byteOffset?: number | undefined;
}
