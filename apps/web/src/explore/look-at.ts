import { writeWav } from "@undertone/audio";
import { type Bundle, nCoefficientsOf, randomAt } from "@undertone/core";
import {
  type Augmentation,
  augmentWaveform,
  createInputPipeline,
  drawAugmentation,
  maskInput,
  type NetworkInput,
  NO_AUGMENTATION,
  warpFeatures,
} from "@undertone/features";
import type { Dsp } from "@undertone/kernels/dsp";
import type { OpenModel } from "../recognizer/open-model.ts";
import { pictureOf } from "../recognizer/picture.ts";
import { readAudio } from "../recognizer/read-audio.ts";
import type { Picture } from "../recognizer/services.ts";
import type { ClipView, LookQuestion } from "./services.ts";

const SEED = 1;

/**
 * A clip and what the network is given of it, altered as a training would.
 *
 * @throws FileError if it cannot be read; RangeError if the model's features have no mel axis to stretch
 */
export async function lookAt(
  dsp: Dsp,
  { bundle }: OpenModel,
  { file, name, alteration }: LookQuestion,
): Promise<ClipView> {
  const { features, nFrames, averageFrames } = bundle.input;
  const { waveform: original } = await readAudio(dsp, file, name, features.sampleRate);
  const { spec, melStretch, draw } = alteration ?? { spec: {}, melStretch: 1, draw: 0 };
  const drawn = {
    ...drawAugmentation({ ...NO_AUGMENTATION, ...spec }, randomAt(SEED, "augment", { epoch: draw })),
    melStretch,
  };
  const waveform = alteration ? augmentWaveform(dsp, original, drawn) : original;
  const seconds = (nFrames * averageFrames * features.hopLength) / features.sampleRate;
  return {
    picture: pictureOf(dsp, waveform),
    wav: writeWav(waveform),
    input: inputPicture(networkInput(dsp, bundle, waveform, drawn), nCoefficientsOf(features), seconds),
  };
}

function networkInput(
  dsp: Dsp,
  { input, tensors }: Bundle,
  waveform: Parameters<typeof augmentWaveform>[1],
  drawn: Augmentation,
): NetworkInput {
  const mean = tensors.get("input.mean");
  const standardDeviation = tensors.get("input.standardDeviation");
  const statistics = mean && standardDeviation ? { mean, standardDeviation } : undefined;
  const pipeline = createInputPipeline(dsp, input, statistics);
  try {
    const features = warpFeatures(dsp, input.features, pipeline.frames(pipeline.condition(waveform)), drawn);
    return maskInput(input.features, pipeline.standardize(features), drawn);
  } finally {
    pipeline.dispose();
  }
}

/** Normalized coefficients as shades: 2.5 deviations below the mean and less is the ground, 2.5 above and more the ink. */
function inputPicture({ values, length }: NetworkInput, nCoefficients: number, seconds: number): Picture {
  const spectrogram = Uint8Array.from(values, (value, i) =>
    i >= length * nCoefficients ? 0 : Math.round(255 * Math.min(1, Math.max(0, (value + 2.5) / 5))),
  );
  return { seconds, peaks: new Float32Array(0), spectrogram, nMels: nCoefficients, fMin: 0, fMax: 1 };
}
