/** A bundle that cannot be used: damaged, foreign, of a newer format, or made by another feature front end. */
export class BundleError extends Error {
  override readonly name = "BundleError";
  /** the file as the caller named it; undefined if it did not */
  readonly file: string | undefined;
  /** what is wrong, without file and offset */
  readonly reason: string;
  /** where in the file; undefined if the reason has no place */
  readonly byteOffset: number | undefined;

  constructor(reason: string, place: { file?: string | undefined; byteOffset?: number | undefined } = {}) {
    const { file, byteOffset } = place;
    super(`${file ?? "bundle"}: ${reason}${byteOffset === undefined ? "" : ` (at byte ${byteOffset})`}`);
    this.file = file;
    this.reason = reason;
    this.byteOffset = byteOffset;
  }
}
