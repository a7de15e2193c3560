import type { TrainingSummary } from "@undertone/core";
import type { AdaptAnswer, AdaptProgress, AdaptQuestion } from "../adapt/services.ts";
import type { BenchProgress, Measures } from "../bench/services.ts";
import type { ClipView, ExploreMap, ExploreSource, LookQuestion } from "../explore/services.ts";

/** What a page says of the bundle in use. */
export interface ModelCard {
  /** the bundle's file, or "built in" */
  name: string;
  byteLength: number;
  labels: string[];
  /** the most that it hears at once */
  windowSeconds: number;
  sampleRate: number;
  nParameters: number;
  training: TrainingSummary;
}

/** What was recognized in a whole recording: the numbers of `undertone recognize`. */
export interface ClipResult {
  /** [nClasses], in the order of the bundle's labels */
  probabilities: Float32Array;
  seconds: number;
  /** of the file, in Hz */
  fileSampleRate: number;
  channels: number;
  format: string;
  warnings: string[];
  /** whether anything is loud enough to be speech */
  hasSpeech: boolean;
}

/** What a window of a recording, or of what the microphone hears, sounds like. */
export interface WindowResult {
  /** in seconds from the beginning */
  start: number;
  end: number;
  /** [nClasses]; null where nobody speaks */
  probabilities: Float32Array | null;
}

/** A recording to look at. */
export interface Picture {
  seconds: number;
  /** [nBins, 2]: the lowest and the highest sample of each of nBins equal parts */
  peaks: Float32Array;
  /** [nColumns, nMels], 0 for silence to 255 for the loudest, the lowest mel first */
  spectrogram: Uint8Array<ArrayBuffer>;
  nMels: number;
  fMin: number;
  fMax: number;
}

/** What `analyze` tells as it goes: the picture, what is heard (a WAV file), then windows as they are recognized. */
export type Analysis =
  | { kind: "picture"; picture: Picture; wav: Uint8Array<ArrayBuffer> }
  | { kind: "windows"; windows: WindowResult[] };

/** What the microphone heard since the last message. */
export interface LiveUpdate {
  /** since the beginning */
  seconds: number;
  /** [n, 2]: the lowest and highest sample of each 20 ms */
  peaks: Float32Array;
  windows: WindowResult[];
}

/** What the recognizer's worker does. */
export interface RecognizerServices {
  /** Takes a bundle's bytes, or the built-in bundle; null if none is built in. To be asked before all else. */
  open: { argument: { bytes: Uint8Array | null; name: string }; progress: never; result: ModelCard | null };
  recognize: { argument: { file: Blob; name: string }; progress: never; result: ClipResult };
  /** Makes an utterance of a synthetic voice, another one for each number from 0. */
  synthesize: { argument: { number: number }; progress: never; result: { name: string; wav: Uint8Array<ArrayBuffer> } };
  analyze: { argument: { file: Blob; name: string }; progress: Analysis; result: null };
  /** Times the features and the recognition of the open bundle. */
  bench: { argument: { seconds: number }; progress: BenchProgress; result: Measures };
  /** Fits the last layer of the open bundle to clips. */
  adapt: { argument: AdaptQuestion; progress: AdaptProgress; result: AdaptAnswer };
  /** Makes a few clips of each label of one synthetic voice. */
  synthesizeClips: {
    argument: null;
    progress: never;
    result: { label: string; name: string; wav: Uint8Array<ArrayBuffer> }[];
  };
  /** Lays utterances out by what the open bundle sees in them. */
  map: { argument: ExploreSource; progress: { done: number; total: number }; result: ExploreMap };
  /** A clip to hear and see, as it is or altered. */
  look: { argument: LookQuestion; progress: never; result: ClipView };
  /** Hears blocks of samples from a port until it says null; gives what was heard, as a WAV file. */
  listen: {
    argument: { port: MessagePort; sampleRate: number };
    progress: LiveUpdate;
    result: Uint8Array<ArrayBuffer>;
  };
}
