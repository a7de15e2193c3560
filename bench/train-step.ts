import { loadDsp } from "@undertone/kernels/dsp";
import { startTrainingBackend } from "@undertone/tfjs-wasm-train";
import { changedRecipe, recipeNamed, recipeNames, train } from "@undertone/trainer";
import { threeSecondClips } from "./clips.ts";
import { report, timingOf } from "./measure.ts";

/** What does a training step cost: features, augmentation, gradients, optimizer and all? */
const dsp = await loadDsp();
const backend = await startTrainingBackend();
const data = threeSecondClips(32);

const timings = [];
for (const name of recipeNames) {
  const times: number[] = [];
  let since = process.cpuUsage();
  const onStep = () => {
    const { user, system } = process.cpuUsage(since);
    times.push((user + system) / 1000);
    since = process.cpuUsage();
  };
  await train({ ...changedRecipe(recipeNamed(name), { epochs: 22 }), batchSize: 32 }, data, { dsp, backend, onStep });
  timings.push(timingOf(`recipe ${name}`, times.slice(2)));
}
report("Training step", "32 utterances of 3 s", timings);
