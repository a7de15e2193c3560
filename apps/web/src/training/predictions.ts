import type { Bundle } from "@undertone/core";
import { type Prediction, predictionOf } from "@undertone/evaluation";
import { augmentWaveform } from "@undertone/features";
import type { Dsp } from "@undertone/kernels/dsp";
import { createRecognizer } from "@undertone/runtime";
import type { Recording } from "./open-corpus.ts";

/**
 * Recognizes recordings with the runtime, as a user of the bundle would; copies of a leaky division are made again.
 *
 * @throws the signal's reason when aborted
 */
export async function predictions(
  dsp: Dsp,
  bundle: Bundle,
  recordings: readonly Recording[],
  signal: AbortSignal,
): Promise<Prediction[]> {
  const recognizer = await createRecognizer(bundle, "the trained model");
  try {
    const made: Prediction[] = [];
    for (const recording of recordings) {
      const { waveform, copy } = recording;
      const heard = copy ? augmentWaveform(dsp, waveform, copy.augmentation) : waveform;
      made.push(predictionOf(recording, bundle.labels, recognizer.probabilities(heard)));
      await new Promise((resolve) => setTimeout(resolve));
      signal.throwIfAborted();
    }
    return made;
  } finally {
    recognizer.dispose();
  }
}
