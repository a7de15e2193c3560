import { type InputSpec, randomAt } from "@undertone/core";
import {
  augmentWaveform,
  createInputMemory,
  createInputPipeline,
  drawAugmentation,
  type InputMemory,
  type InputPipeline,
  maskInput,
  warpFeatures,
} from "@undertone/features";
import { loadDsp } from "@undertone/kernels/dsp";
import { expect, it } from "vitest";
import { INPUT, tone } from "./specs.ts";

const dsp = await loadDsp();

/** The augmented input of a waveform, as a trainer makes it. */
function inputOf(pipeline: InputPipeline, spec: InputSpec, n: number, utterance: number, memory?: InputMemory) {
  const drawn = drawAugmentation(
    {
      gainDb: [-6, 6],
      noise: { probability: 0.5, snrDb: [5, 30] },
      timeWarp: 0.18,
      melWarp: 0.1,
      timeMasks: { count: 2, share: 0.08 },
      frequencyMasks: { count: 2, share: 0.15 },
      randomCrop: true,
    },
    randomAt(7, "augment", { utterance }),
  );
  const waveform = { samples: tone(100, n, 100), sampleRate: 16_000 };
  const features = pipeline.frames(augmentWaveform(dsp, waveform, drawn, {}, memory?.waveform), memory);
  const warped = warpFeatures(dsp, spec.features, features, drawn, memory?.features);
  const input = pipeline.standardize(warped, drawn.cropAt ?? undefined, memory);
  return maskInput(spec.features, input, drawn, memory?.input);
}

it.each([1, 2, 3])("inputs are the same in memory that held another's, of %d frames averaged", (averageFrames) => {
  const spec = { ...INPUT, averageFrames };
  const pipeline = createInputPipeline(dsp, spec);
  const memory = createInputMemory();
  for (const [utterance, n] of [30_000, 2000, 9000, 40_000, 401].entries()) {
    const fresh = inputOf(pipeline, spec, n, utterance);
    expect(inputOf(pipeline, spec, n, utterance, memory)).toEqual(fresh);
  }
  pipeline.dispose();
});
