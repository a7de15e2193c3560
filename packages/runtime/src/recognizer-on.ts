import type { Waveform } from "@undertone/core";
import { type Engine, STATUS } from "@undertone/kernels/engine";
import { badSample, badSampleRate, checkKind, wrongSample } from "./check-samples.ts";
import { openStream, type RecognizerStream, type StreamOptions } from "./stream.ts";

/** A label and its probability. */
export interface Recognition {
  label: string;
  /** 0 to 1 */
  score: number;
}

/** A model ready to recognize, in an engine of its own. */
export interface Recognizer {
  readonly labels: readonly string[];
  /** of the features, in Hz: waveforms of other rates are resampled to it */
  readonly sampleRate: number;
  /**
   * A waveform of any sample rate from 4000 to 768000 Hz is resampled as @undertone/audio's `resample` does.
   *
   * @returns  [nClasses], in the order of `labels`, summing to 1
   * @throws TypeError if the samples are no Float32Array
   * @throws RangeError if the sample rate is out of range, if the samples are none, too many, too few for a frame where the
   *         features take no padding, or not all finite and of at most 1e9 in magnitude, or if the model's weights are so
   *         large that the result is not finite
   * @throws Error after `dispose`
   */
  probabilities(waveform: Waveform): Float32Array<ArrayBuffer>;
  /**
   * All labels, the likeliest first.
   *
   * @param options.signal  if it is aborted, its reason is thrown before anything is computed
   * @throws as `probabilities`
   */
  recognize(waveform: Waveform, options?: { signal?: AbortSignal }): Recognition[];
  /**
   * Recognizes a waveform in overlapping windows while it comes in; several streams of one recognizer may run side by side.
   *
   * @throws RangeError if an option is out of its range
   * @throws Error after `dispose`
   */
  stream(options?: StreamOptions): RecognizerStream;
  /** Lets go of the memory; again is no error. */
  dispose(): void;
}

/** Makes a recognizer of an engine that has its program; it is the recognizer's from then on. */
export function recognizerOn(engine: Engine): Recognizer {
  let running: Engine | null = engine;
  const inUse = (): Engine => {
    if (!running) throw new Error("recognizer is disposed, expected no further use");
    return running;
  };
  const labels = Array.from({ length: engine.nLabels() }, (_, i) => labelOf(engine, i));

  const recognizer: Recognizer = {
    labels,
    sampleRate: engine.sampleRate(),
    probabilities: (waveform) => probabilitiesOf(inUse(), waveform),
    recognize(waveform, { signal } = {}) {
      signal?.throwIfAborted();
      const scores = recognizer.probabilities(waveform);
      return labels.map((label, i) => ({ label, score: scores[i] })).sort((a, b) => b.score - a.score);
    },
    stream: (options) => openStream(recognizer, inUse().windowLength(), inUse, options),
    dispose() {
      running = null;
    },
  };
  return recognizer;
}

/** A label's text; a page's audio thread has no TextDecoder. */
function labelOf(engine: Engine, index: number): string {
  const utf8 = new Uint8Array(engine.memory.buffer, engine.labelAddress(index), engine.labelLength(index));
  return decodeURIComponent(Array.from(utf8, (byte) => `%${byte.toString(16).padStart(2, "0")}`).join(""));
}

function probabilitiesOf(engine: Engine, { samples, sampleRate }: Waveform): Float32Array<ArrayBuffer> {
  checkKind(samples);
  if (samples.length === 0) throw new RangeError("samples has 0 values, expected at least 1");
  const known = Number.isInteger(sampleRate) ? engine.setSampleRate(sampleRate) : STATUS.badSampleRate;
  if (known === STATUS.badSampleRate) throw badSampleRate(sampleRate);
  const address = known === STATUS.ok ? engine.reserve(samples.length) : 0;
  if (address === 0) throw tooLong(samples);
  new Float32Array(engine.memory.buffer, address, samples.length).set(samples);
  const status = engine.run(samples.length);
  const answer = new Float32Array(engine.memory.buffer, engine.probabilities(), engine.nLabels()).slice();
  if (status !== STATUS.ok) throw refusal(status, samples, answer);
  return answer;
}

/** What the status of a run means for its samples. */
function refusal(status: number, samples: Float32Array, answer: Float32Array): RangeError {
  switch (status) {
    case STATUS.badSample:
      return badSample(samples, wrongSample(samples));
    case STATUS.tooShort:
      return new RangeError(`samples has ${samples.length} values, expected enough for one frame`);
    case STATUS.notFinite:
      // Finite weights can still be so large that a sum of products is none.
      return new RangeError(`probabilities are ${answer.join(", ")}, expected numbers: the weights are too large`);
    default:
      return tooLong(samples);
  }
}

const tooLong = ({ length }: Float32Array) => new RangeError(`samples has ${length} values, expected fewer: too long`);
