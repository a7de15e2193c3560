import type { Recognizer } from "@undertone/runtime";
import type { WindowResult } from "./services.ts";
import { speechLevelDb } from "./speech-level.ts";

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
 * A window ends at each multiple of the hop from 1 s on, and holds what came before: of a long waveform the last `seconds`, in
 * the beginning all there is. So it says at any time what has just been heard, of a file as of a microphone.
 */
export function createWindows(recognizer: Recognizer, { seconds, hopSeconds }: WindowOptions): Windows {
  const { sampleRate } = recognizer;
  const length = Math.round(seconds * sampleRate);
  const hop = Math.round(hopSeconds * sampleRate);
  const held = new Float32Array(length);
  let nHeld = 0;
  let nSeen = 0;
  let lastEnd = 0;

  const append = (samples: Float32Array) => {
    const kept = Math.min(nHeld, length - samples.length);
    held.copyWithin(0, nHeld - kept, nHeld);
    held.set(samples, kept);
    nHeld = kept + samples.length;
    nSeen += samples.length;
  };
  const heard = (): WindowResult => {
    lastEnd = nSeen;
    const samples = held.subarray(0, nHeld);
    const levelDb = speechLevelDb(samples, sampleRate);
    return {
      start: (nSeen - nHeld) / sampleRate,
      end: nSeen / sampleRate,
      levelDb,
      probabilities: levelDb < NO_SPEECH_DB ? null : recognizer.probabilities({ samples, sampleRate }),
    };
  };

  return {
    push(samples) {
      const results: WindowResult[] = [];
      for (let at = 0; at < samples.length; ) {
        const toNext = Math.min(hop - (nSeen % hop), length, samples.length - at);
        append(samples.subarray(at, at + toNext));
        at += toNext;
        if (nSeen % hop === 0 && nSeen >= LEAST_SECONDS * sampleRate) results.push(heard());
      }
      return results;
    },
    finish: () => (nSeen > lastEnd ? [heard()] : []),
  };
}
