import type { Features } from "@undertone/core";
import { createInputPipeline, fitStatistics, type InputPipeline, type Statistics } from "@undertone/features";
import type { Dsp } from "@undertone/kernels/dsp";
import { corpusWeights, type Example, heardWaveform } from "./example.ts";
import type { Recipe } from "./recipe.ts";
import type { TrainingData } from "./train.ts";

/** Both sides conditioned by the input pipeline, and the training side weighed where corpora are balanced. */
export interface PreparedData {
  train: Example[];
  validation: Example[];
  /** fitted on the training side; null unless the spec normalizes by it */
  statistics: Statistics | null;
}

/** Does once what every epoch would repeat. */
export function prepare(
  dsp: Dsp,
  { input: spec, loss }: Pick<Recipe, "input" | "loss">,
  data: TrainingData,
): PreparedData {
  const bare = createInputPipeline(dsp, { ...spec, normalization: "none" });
  try {
    const conditioned = (examples: readonly Example[]) =>
      examples.map((one) => ({ waveform: bare.condition(heardWaveform(dsp, one)), label: one.label }));
    const weights = corpusWeights(data.train, data.labels.length, loss.classWeights);
    const train = conditioned(data.train).map((one, i) => (weights ? { ...one, weight: weights[i] } : one));
    const statistics = spec.normalization === "training" ? fitStatistics(framed(bare, train)) : null;
    return { train, validation: conditioned(data.validation), statistics };
  } finally {
    bare.dispose();
  }
}

/** Features one by one: all of a corpus's at once would take as much memory as its samples. */
function* framed(pipeline: InputPipeline, examples: readonly Example[]): Generator<Features, void, void> {
  for (const { waveform } of examples) yield pipeline.frames(waveform);
}
