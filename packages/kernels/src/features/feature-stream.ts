import { type FeatureSpec, type Features, featureSpecSchema, nCoefficientsOf, validated } from "@undertone/core";
import { lasting } from "../common/lasting.ts";
import { createDeltaStream, type DeltaStream } from "./delta-stream.ts";
import type { FeatureKernels } from "./feature-kernels.ts";
import { reserveSamples } from "./frame-maker.ts";
import { createFrameStream, type FrameStream, joined, PIECE } from "./frame-stream.ts";
import { planFeatures } from "./plan.ts";

/** Turns a waveform into features while it comes in, with the bits of `Extractor` whatever the pieces are. */
export interface FeatureStream {
  /** columns of the results */
  nCoefficients: number;
  /**
   * The frames that the waveform so far decides, [0 or more, nCoefficients]. A frame waits for the last sample of its
   * window; with deltas it waits for as many frames as they look ahead, and librosa's first frames for deltaWidth.
   *
   * @param samples  [0 or more], the next of the waveform; kept by no reference
   * @throws RangeError if a sample is not finite or over 1e9 in magnitude, naming its index in `samples`; the stream
   *         stands as if `push` had not been called
   */
  push(samples: Float32Array): Features;
  /** The frames that are left, as padding and deltas end the waveform; the next `push` begins another one. */
  finish(): Features;
  /** Gives the tables' memory back; streams and extractors of one module go in reverse order. */
  dispose(): void;
}

/**
 * Makes a stream; its tables and what it must remember of the waveform stay in the module's memory until `dispose`, what it
 * must remember of frames is JavaScript's.
 *
 * @throws RangeError if the spec is not valid, or has topDb, which needs the whole clip
 */
export function createFeatureStream(wasm: FeatureKernels, spec: FeatureSpec): FeatureStream {
  const checked = validated(featureSpecSchema, spec, "features");
  if (checked.topDb !== null) {
    throw new RangeError(`features.topDb is ${checked.topDb}, expected null for a stream: it needs the whole clip`);
  }
  const held = lasting(wasm, "the stream", () => ({
    plan: planFeatures(wasm, checked),
    samples: reserveSamples(wasm, checked, PIECE),
  }));
  const begin = (): [FrameStream, DeltaStream] => [
    createFrameStream(wasm, held.value.plan, checked, held.value.samples),
    createDeltaStream(wasm, checked),
  ];
  let [frames, deltas] = begin();
  return {
    nCoefficients: nCoefficientsOf(checked),
    push(samples) {
      held.value;
      return deltas.push(frames.push(samples));
    },
    finish() {
      held.value;
      const decided = deltas.push(frames.finish());
      const left = deltas.finish();
      [frames, deltas] = begin();
      return joined([decided, left]);
    },
    dispose: held.dispose,
  };
}
