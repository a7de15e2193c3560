/** A file that cannot be read as audio: which file, why, and where in it. */
export class AudioFormatError extends Error {
  override readonly name = "AudioFormatError";
  /** what the caller called the file; "audio" if it did not */
  readonly file: string;
  /** what is wrong, as *name is value, expected rule* where a value is wrong */
  readonly reason: string;
  /** position of the wrong bytes, from the start of the file */
  readonly byteOffset: number;

  constructor(file: string, reason: string, byteOffset: number, options?: ErrorOptions) {
    super(`${file}: ${reason} (at byte ${byteOffset})`, options);
    this.file = file;
    this.reason = reason;
    this.byteOffset = byteOffset;
  }
}
