/** A manifest that cannot be read as a whole. */
export class ManifestError extends Error {
  override readonly name = "ManifestError";
  /** from 1 */
  readonly line: number;

  constructor(line: number, reason: string) {
    super(`manifest line ${line}: ${reason}`);
    this.line = line;
  }
}
