import { loadDsp } from "@undertone/kernels/dsp";
import { createRecognizer } from "@undertone/runtime";
import { startTrainingBackend } from "@undertone/tfjs-wasm-train";
import { changedRecipe, modelBundle, recipeNamed, recipeNames, train } from "@undertone/trainer";
import { threeSecondClips } from "./clips.ts";
import { measure, report, type Variant } from "./measure.ts";

/** What does recognizing a clip cost, features and network? The weights hardly matter: one epoch makes them. */
const dsp = await loadDsp();
const backend = await startTrainingBackend();
const data = threeSecondClips(14);
const clip = data.train[0].waveform;

const variants: Variant[] = [];
for (const name of recipeNames) {
  const { model } = await train(changedRecipe(recipeNamed(name), { epochs: 1 }), data, { dsp, backend });
  const bundle = modelBundle(model, {
    corpora: ["synthetic"],
    speakers: [],
    synthetic: true,
    protocol: "none",
    metrics: {},
    undertoneVersion: "0.1.0",
  });
  const recognizer = await createRecognizer(bundle);
  variants.push({ name: `recipe ${name}`, run: () => recognizer.probabilities(clip) });
}
report("Recognition", "3 s of speech", measure(variants, 201));
