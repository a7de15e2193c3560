import {
  type Features,
  type InputSpec,
  inputSpecSchema,
  nCoefficientsOf,
  validated,
  type Waveform,
} from "@undertone/core";
import { cleanSamples, createExtractor, type FeatureKernels } from "@undertone/kernels/features";
import { averageFrames } from "./average-frames.ts";
import type { InputMemory } from "./input-memory.ts";
import { type NetworkInput, standardize } from "./standardize.ts";
import type { Statistics } from "./statistics.ts";
import { trimSilence } from "./trim-silence.ts";

/** From a waveform to a network's input, in three steps between which a trainer augments. */
export interface InputPipeline {
  /** rows of a network's input */
  nFrames: number;
  /** columns of features and of a network's input */
  nCoefficients: number;
  /**
   * Cleans a waveform, removes its mean and trims its silence, as the spec says.
   *
   * @throws RangeError if its sample rate is not the spec's, or a sample is not finite or over 1e9 in magnitude
   */
  condition(waveform: Waveform): Waveform;
  /**
   * Extracts features and averages neighboring frames, as the spec says.
   *
   * @param memory  for the result (`features`) and what lies before it, fresh unless given
   * @throws RangeError as `condition`
   */
  frames(waveform: Waveform, memory?: InputMemory): Features;
  /**
   * Crops, normalizes and pads features; the crop begins at `cropAt` of the slack, from 0 up to 1, or in the middle.
   *
   * @param memory  for the result (`input`), fresh unless given
   */
  standardize(features: Features, cropAt?: number, memory?: InputMemory): NetworkInput;
  /** All three steps. */
  input(waveform: Waveform): NetworkInput;
  /** Gives the tables' memory back; of all that holds memory of one module, the last made goes first. */
  dispose(): void;
}

/**
 * Makes the pipeline of an input spec; it holds memory of `wasm` until `dispose`.
 *
 * @param wasm        dsp.wasm
 * @param statistics  the training side's, for normalization "training", where they must be given; else they are not used
 * @throws RangeError if the spec is not valid or the statistics do not fit it
 */
export function createInputPipeline(wasm: FeatureKernels, spec: InputSpec, statistics?: Statistics): InputPipeline {
  const checked = validated(inputSpecSchema, spec, "input");
  const training = checked.normalization === "training";
  if (training) checkStatistics(statistics, nCoefficientsOf(checked.features));
  const extractor = createExtractor(wasm, checked.features);
  const { nCoefficients } = extractor;
  const pipeline: InputPipeline = {
    nFrames: checked.nFrames,
    nCoefficients,
    condition(waveform) {
      checkSampleRate(waveform, checked);
      const { sampleRate } = waveform;
      const cleaned = { samples: cleanSamples(wasm, waveform.samples, checked.removeDc), sampleRate };
      return checked.trim ? trimSilence(wasm, cleaned, checked.features, checked.trim) : cleaned;
    },
    frames(waveform, memory) {
      checkSampleRate(waveform, checked);
      const { averageFrames: count } = checked;
      const features = extractor.extract(waveform.samples, count === 1 ? memory?.features : memory?.frames);
      return averageFrames(features, count, memory?.features);
    },
    standardize: (features, cropAt, memory) =>
      standardize(checked, nCoefficients, training ? statistics : undefined, features, cropAt, memory?.input),
    input: (waveform) => pipeline.standardize(pipeline.frames(pipeline.condition(waveform))),
    dispose: extractor.dispose,
  };
  return pipeline;
}

function checkSampleRate({ sampleRate }: Waveform, { features }: InputSpec): void {
  if (sampleRate !== features.sampleRate) {
    throw new RangeError(`sampleRate is ${sampleRate}, expected ${features.sampleRate}: resample first`);
  }
}

function checkStatistics(statistics: Statistics | undefined, nCoefficients: number): void {
  if (!statistics) throw new RangeError("statistics is undefined, expected the training side's");
  for (const name of ["mean", "standardDeviation"] as const) {
    const values = statistics[name];
    if (values.length !== nCoefficients || !values.every(Number.isFinite)) {
      throw new RangeError(`statistics.${name} has ${values.length} values, expected ${nCoefficients} finite ones`);
    }
  }
}
