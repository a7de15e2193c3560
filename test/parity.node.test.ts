import { EMOTIONS, LABELS } from "@undertone/core";
import { assignedFold, mapSide, syntheticCorpus } from "@undertone/corpus";
import { loadDsp } from "@undertone/kernels/dsp";
import { createRecognizer } from "@undertone/runtime";
import { startTrainingBackend } from "@undertone/tfjs-wasm-train";
import { changedRecipe, modelBundle, predict, recipeNamed, recipeNames, train } from "@undertone/trainer";
import { expect, it } from "vitest";

const environment = { dsp: await loadDsp(), backend: await startTrainingBackend() };

const recordings = Array.from(
  syntheticCorpus({ nSpeakers: 2, utterancesPerClass: 1, seed: 1 }),
  ({ utterance, waveform }) => ({ ...utterance, waveform }),
);
const fold = assignedFold({ name: "parity", train: recordings, test: [] });
const data = {
  labels: LABELS,
  train: mapSide(fold.train, ({ waveform, label }) => ({ waveform, label: EMOTIONS.indexOf(label) })),
  validation: mapSide(fold.validation, ({ waveform }) => ({ waveform, label: 0 })),
};

// Every recipe, so every kind of layer that ships; three epochs move moving averages and weights off their start.
it.each(recipeNames)("the runtime gives the trainer's probabilities to 1e-5: %s", async (name) => {
  const { model } = await train(changedRecipe(recipeNamed(name), { epochs: 3 }), data, environment);
  const clips = data.train.map(({ waveform: { samples, sampleRate } }, i) => ({
    samples: samples.slice(0, 1000 + 2000 * i),
    sampleRate,
  }));

  const expected = predict(model, clips, environment);
  const recognizer = await createRecognizer(
    modelBundle(model, {
      corpora: ["synthetic"],
      speakers: [],
      synthetic: true,
      protocol: "none",
      metrics: {},
      undertoneVersion: "0.1.0",
    }),
  );
  const actual = clips.map((clip) => recognizer.probabilities(clip));
  recognizer.dispose();

  const errors = actual.flatMap((row, i) => Array.from(row, (value, j) => Math.abs(value - expected[i][j])));
  expect(Math.max(...errors)).toBeLessThan(1e-5);
  expect(new Set(expected.map((row) => row.join())).size).toBe(clips.length);
});
