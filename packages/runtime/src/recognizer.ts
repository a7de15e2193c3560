import { type Bundle, BundleError, checkBundle, decodeBundle, networkOf, type Waveform } from "@undertone/core";
import { createInputPipeline, featureFingerprint, type InputPipeline, type Statistics } from "@undertone/features";
import { loadInference } from "@undertone/kernels/inference";
import { createNetworkRunner, type NetworkRunner } from "./network-runner.ts";

/** A label and its probability. */
export interface Recognition {
  label: string;
  /** 0 to 1 */
  score: number;
}

/** A bundle ready to recognize, in Wasm memory of its own. */
export interface Recognizer {
  labels: readonly string[];
  /** that waveforms must have, in Hz */
  sampleRate: number;
  /**
   * @returns  [nClasses], in the order of `labels`, summing to 1
   * @throws TypeError if the samples are no Float32Array
   * @throws RangeError if the sample rate is not the bundle's, if the samples are none or not all finite, or if the
   *         bundle's weights are so large that the result is not finite
   * @throws Error after `dispose`
   */
  probabilities(waveform: Waveform): Float32Array<ArrayBuffer>;
  /** All labels, the likeliest first. @throws as `probabilities` */
  recognize(waveform: Waveform): Recognition[];
  /** Lets go of the memory; again is no error. */
  dispose(): void;
}

/**
 * Makes a bundle ready to recognize.
 *
 * @param bundle  as decoded, or a bundle file's bytes
 * @param file    named in errors
 * @throws BundleError if the bytes are no bundle, or if its features were made by another front end than this one
 * @throws RangeError if a bundle made in memory is not valid, or its activations take more than 256 MiB
 */
export async function createRecognizer(bundle: Bundle | Uint8Array, file?: string): Promise<Recognizer> {
  const opened = bundle instanceof Uint8Array ? decodeBundle(bundle, file) : bundle;
  if (opened === bundle) checkBundle(opened);
  const { input, tensors, featuresSha256 } = opened;
  const labels = [...opened.labels];
  const { sampleRate } = input.features;

  const wasm = await loadInference();
  const fingerprint = featureFingerprint(wasm, input);
  if (fingerprint !== featuresSha256) {
    throw new BundleError(`its features have fingerprint ${featuresSha256}, expected this front end's ${fingerprint}`, {
      file,
    });
  }
  const pipeline = createInputPipeline(wasm, input, statisticsOf(opened));
  const runner = createNetworkRunner(wasm, networkOf(opened), tensors);
  let parts: { pipeline: InputPipeline; runner: NetworkRunner } | null = { pipeline, runner };

  const recognizer: Recognizer = {
    labels,
    sampleRate,
    probabilities(waveform) {
      if (!parts) throw new Error("recognizer is disposed, expected no further use");
      checkWaveform(waveform, sampleRate);
      const { values, length } = parts.pipeline.input(waveform);
      const probabilities = parts.runner.probabilities(values, length);
      // Finite weights can still be so large that a sum of products is none.
      if (!probabilities.every(Number.isFinite)) {
        throw new RangeError(
          `probabilities are ${probabilities.join(", ")}, expected numbers: the weights are too large`,
        );
      }
      return probabilities;
    },
    recognize(waveform) {
      const scores = recognizer.probabilities(waveform);
      return labels.map((label, i) => ({ label, score: scores[i] })).sort((a, b) => b.score - a.score);
    },
    dispose() {
      parts = null;
    },
  };
  return recognizer;
}

/** The training side's mean and standard deviation, if the bundle has them. */
function statisticsOf({ tensors }: Bundle): Statistics | undefined {
  const mean = tensors.get("input.mean");
  const standardDeviation = tensors.get("input.standardDeviation");
  return mean && standardDeviation ? { mean, standardDeviation } : undefined;
}

/** What the pipeline does not check itself. */
function checkWaveform({ samples, sampleRate }: Waveform, expected: number): void {
  if (!(samples instanceof Float32Array)) {
    throw new TypeError(`samples is ${Object.prototype.toString.call(samples)}, expected a Float32Array`);
  }
  if (samples.length === 0) throw new RangeError("samples has 0 values, expected at least 1");
  if (sampleRate !== expected) {
    throw new RangeError(`sampleRate is ${sampleRate}, expected ${expected}: resample with @undertone/audio`);
  }
}
