import type { Recognizer, StreamResult } from "@undertone/runtime";
import type { WindowResult } from "./services.ts";

/** Below this nobody speaks: recorded corpora lie from -40 to -18 dB, a quiet room heard by a microphone below -60. */
export const NO_SPEECH_DB = -55;

/** A shorter first window says too little. */
const LEAST_SECONDS = 1;

export interface WindowOptions {
  /** of a window; the most that the bundle hears */
  seconds: number;
  hopSeconds: number;
}

/** Recognizes a waveform in overlapping windows while it comes in. */
export interface Windows {
  /** The windows that end in these samples, the next ones. */
  push(samples: Float32Array): WindowResult[];
  /** The window that ends with the waveform, unless it has been given. */
  finish(): WindowResult[];
}

/**
 * A window ends each hop from 1 s on, and holds what came before: of a long waveform the last `seconds`, in the beginning all
 * there is. So it says at any time what has just been heard, of a file as of a microphone.
 */
export function createWindows(recognizer: Recognizer, { seconds, hopSeconds }: WindowOptions): Windows {
  const stream = recognizer.stream({ first: Math.min(LEAST_SECONDS, seconds), hop: Math.min(hopSeconds, seconds) });
  return {
    push: (samples) => stream.push(samples).map(windowOf),
    finish: () => stream.flush().map(windowOf),
  };
}

const windowOf = ({ start, end, probabilities }: StreamResult): WindowResult => ({ start, end, probabilities });
