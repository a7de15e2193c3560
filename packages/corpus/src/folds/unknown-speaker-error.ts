/** A division by speakers was asked for, or is the default, and some speakers are not known. */
export class UnknownSpeakerError extends Error {
  override readonly name = "UnknownSpeakerError";
  /** utterances without a speaker */
  readonly count: number;

  constructor(count: number) {
    const utterances = count === 1 ? "1 utterance" : `${count} utterances`;
    super(`speaker is unknown for ${utterances}, expected known speakers or protocol "clip" by name`);
    this.count = count;
  }
}
