import type { Waveform } from "@undertone/core";
import { badSample, badSampleRate, checkKind, wrongSample } from "./check-samples.ts";
import { createSpeechGate } from "./speech-gate.ts";

/** How a stream is cut into windows, in seconds. */
export interface StreamOptions {
  /** from one window's start to the next one's; 0.5 */
  hop?: number;
  /** of a window, at most 60; what the model hears at once */
  window?: number;
  /** of the first window, at least 0.1: the next ones grow up to `window` by a hop each; `window` */
  first?: number;
  /** Hz, of the samples to come; the model's own */
  sampleRate?: number;
  /** what remains of the former window's probabilities, from 0 to below 1; 0 */
  smoothing?: number;
  /** share of a window that must be speech, 0 to 1; 0.05, and 0 recognizes whatever comes */
  threshold?: number;
}

/** What was heard in a window. */
export interface StreamResult {
  /** in seconds since the stream's beginning */
  start: number;
  end: number;
  /** the share of the window that is speech, 0 to 1 */
  speech: number;
  /** [nClasses], in the order of `labels`, summing to 1; null: no speech */
  probabilities: Float32Array<ArrayBuffer> | null;
}

/** A waveform that comes in piece by piece. */
export interface RecognizerStream {
  /**
   * The windows that end in these samples, of which there may be any number. Nothing depends on how a waveform is cut.
   *
   * @throws TypeError if the samples are no Float32Array
   * @throws RangeError if one is not finite or over 1e9 in magnitude; none of them is taken then
   * @throws Error after the recognizer's `dispose`
   */
  push(samples: Float32Array): StreamResult[];
  /** The window that ends with the waveform, unless it was given: all, if that is shorter. Then begins anew, at 0 s. */
  flush(): StreamResult[];
}

/** What a stream needs of a recognizer. */
interface Source {
  sampleRate: number;
  probabilities(waveform: Waveform): Float32Array<ArrayBuffer>;
}

/**
 * Opens a stream. A window's probabilities without smoothing are those of its stretch of samples, bit for bit.
 *
 * @param windowLength  samples that the model hears, at its own rate
 * @param checkUse      throws if the recognizer is disposed
 */
export function openStream(
  recognizer: Source,
  windowLength: number,
  checkUse: () => void,
  options: StreamOptions = {},
): RecognizerStream {
  const { sampleRate = recognizer.sampleRate, hop = 0.5, smoothing = 0, threshold = 0.05 } = options;
  const { window = windowLength / recognizer.sampleRate } = options;
  const { first = window } = options;
  if (!(Number.isInteger(sampleRate) && sampleRate >= 4000 && sampleRate <= 768_000)) throw badSampleRate(sampleRate);
  checkRange("window", window, window >= 0.1 && (window <= 60 || !options.window), "0.1 to 60 s");
  checkRange("first", first, first >= Math.min(0.1, window) && first <= window, `0.1 s to the window's ${window}`);
  checkRange("hop", hop, hop >= 0.01 && hop <= window, `0.01 s to the window's ${window}`);
  checkRange("smoothing", smoothing, smoothing >= 0 && smoothing < 1, "0 to less than 1");
  checkRange("threshold", threshold, threshold >= 0 && threshold <= 1, "0 to 1");
  const nWindow = Math.round(window * sampleRate);
  const nFirst = Math.round(first * sampleRate);
  const nHop = Math.round(hop * sampleRate);
  const held = new Float32Array(nWindow + nHop);
  let gate = createSpeechGate(sampleRate, window);
  let nHeld = 0;
  let nSeen = 0;
  let lastEnd = 0;
  let former: Float32Array | null = null;

  const append = (samples: Float32Array) => {
    if (nHeld + samples.length > held.length) {
      held.copyWithin(0, nHeld - nWindow, nHeld);
      nHeld = nWindow;
    }
    held.set(samples, nHeld);
    nHeld += samples.length;
    nSeen += samples.length;
    gate.push(samples);
  };
  const heard = (): StreamResult => {
    lastEnd = nSeen;
    const samples = held.subarray(Math.max(0, nHeld - nWindow), nHeld);
    const speech = gate.share(window);
    const probabilities = speech >= threshold ? recognizer.probabilities({ samples, sampleRate }) : null;
    const before = former;
    if (probabilities && before && smoothing) {
      probabilities.forEach((value, i) => {
        probabilities[i] = value + smoothing * (before[i] - value);
      });
    }
    former = probabilities?.slice() ?? null;
    return { start: (nSeen - samples.length) / sampleRate, end: nSeen / sampleRate, speech, probabilities };
  };

  return {
    push(samples) {
      checkUse();
      checkKind(samples);
      const wrong = wrongSample(samples);
      if (wrong >= 0) throw badSample(samples, wrong);
      const results: StreamResult[] = [];
      for (let at = 0; at < samples.length; ) {
        const next = nSeen < nFirst ? nFirst : lastEnd + nHop;
        const end = Math.min(samples.length, at + next - nSeen);
        append(samples.subarray(at, end));
        at = end;
        if (nSeen === next) results.push(heard());
      }
      return results;
    },
    flush() {
      checkUse();
      const results = nSeen > lastEnd ? [heard()] : [];
      gate = createSpeechGate(sampleRate, window);
      nHeld = nSeen = lastEnd = 0;
      former = null;
      return results;
    },
  };
}

/** `hop is 0, expected ...` */
function checkRange(name: string, value: number, holds: boolean, rule: string): void {
  if (!holds) throw new RangeError(`${name} is ${value}, expected ${rule}`);
}
