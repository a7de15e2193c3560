// The types beside emotion.mjs, as text: what is exported there, written for those who have nothing but the two files.

/** The declarations of a module for a model of these labels. */
export function typesOf(labels: readonly string[]): string {
  const label = labels.map((one) => JSON.stringify(one)).join(" | ");
  return `/** What the model tells apart. */
export type Label = ${label};

export interface Waveform {
  /** one channel, nominally in [-1, 1] */
  samples: Float32Array;
  /** a whole number of Hz from 4000 to 768000 */
  sampleRate: number;
}

export interface Recognition {
  label: Label;
  /** the label's probability, 0 to 1 */
  score: number;
}

/** In seconds, with what each is unless told. */
export interface StreamOptions {
  /** from one window's start to the next one's; 0.5 */
  hop?: number;
  /** of a window, 0.1 to 60; what the model hears at once */
  window?: number;
  /** of the first window, at least 0.1: the next ones grow up to \`window\` by a hop each; \`window\` */
  first?: number;
  /** Hz, of the samples to come; the model's own */
  sampleRate?: number;
  /** what remains of the former window's probabilities, from 0 to below 1; 0 */
  smoothing?: number;
  /** share of a window that must be speech, 0 to 1; 0.05, and 0 recognizes whatever comes */
  threshold?: number;
}

export interface StreamResult {
  /** in seconds since the stream's beginning */
  start: number;
  end: number;
  /** the share of the window that is speech, 0 to 1 */
  speech: number;
  /** in the order of \`labels\`, summing to 1; null: no speech */
  probabilities: Float32Array<ArrayBuffer> | null;
}

export interface RecognizerStream {
  /** The windows that end in these samples, of which there may be any number. Throws as \`probabilities\`, and takes none then. */
  push(samples: Float32Array): StreamResult[];
  /** The window that ends with the waveform, unless it was given; then begins anew, at 0 s. */
  flush(): StreamResult[];
}

export interface Recognizer {
  readonly labels: readonly Label[];
  /** of the model in Hz; waveforms of other rates are resampled to it */
  readonly sampleRate: number;
  /**
   * All labels, the likeliest first.
   *
   * @throws TypeError if the samples are no Float32Array
   * @throws RangeError if the sample rate is out of range, or the samples are none, too many, or not all finite numbers
   * @throws the reason of \`signal\` if it is aborted
   * @throws Error after \`dispose\`
   */
  recognize(waveform: Waveform, options?: { signal?: AbortSignal }): Recognition[];
  /** The probabilities in the order of \`labels\`, summing to 1. Throws as \`recognize\`. */
  probabilities(waveform: Waveform): Float32Array<ArrayBuffer>;
  /** Recognizes a waveform in overlapping windows while it comes in. Throws RangeError if an option is out of its range. */
  stream(options?: StreamOptions): RecognizerStream;
  /** Lets go of the memory; again is no error. */
  dispose(): void;
}

/** Makes a recognizer; each has memory of its own. */
export declare function createRecognizer(): Promise<Recognizer>;

/** As \`createRecognizer\`, at once: for an AudioWorklet, where nothing can be waited for. */
export declare function createRecognizerSync(): Recognizer;
`;
}
