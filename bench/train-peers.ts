import "@tensorflow/tfjs-backend-cpu";
import * as tf from "@tensorflow/tfjs-core";
import { startTrainingBackend } from "@undertone/tfjs-wasm-train";
import { type Clock, cpuTime, measureClocks, report, type Timing } from "./measure.ts";
import { PEER_NETS, type PeerNet } from "./peer-nets.ts";
import { createLayersStep } from "./train-layers.ts";
import { createOurStep } from "./train-ours.ts";
import { findTorch, startTorch, TORCH_CAPS } from "./train-torch.ts";

/** What does a step of training cost beside tf.layers on the same kernels, tfjs's CPU backend and PyTorch on one thread? */
const BATCH = 32;
const N_ROUNDS = 9;
/** tfjs's CPU backend takes up to a minute a step, so it gets a small batch and few rounds. */
const CPU_BATCH = 4;
const N_CPU_ROUNDS = 3;

await startTrainingBackend();
const python = findTorch();
const torches = await Promise.all(
  python ? Object.keys(TORCH_CAPS).map(async (cap) => ({ cap, torch: await startTorch(python, cap, BATCH) })) : [],
);
console.log(
  python
    ? `PyTorch ${torches[0].torch.version} on one thread; caps by ${JSON.stringify(TORCH_CAPS)}`
    : "no Python here can import torch: PyTorch is left out",
);
for (const net of PEER_NETS) await compareWithPeers(net);
for (const { torch } of torches) torch.dispose();
await compareWithCpuBackend(PEER_NETS[0]);

async function compareWithPeers(net: PeerNet): Promise<void> {
  const ours = createOurStep(net, BATCH);
  const layers = createLayersStep(net, BATCH);
  const timings = await measureClocks(
    [
      { name: "our ops", time: () => cpuTime(ours) },
      { name: "tf.layers on our kernels", time: () => cpuTime(layers) },
      ...torches.map(({ cap, torch }): Clock => ({ name: `PyTorch ${cap}`, time: () => torch.time(net.name) })),
    ],
    N_ROUNDS,
  );
  const ratios = Object.fromEntries(
    timings.slice(1).map((other) => [`ours / ${other.name}`, ratio(timings[0], other)]),
  );
  report(`Training ${net.name}`, `step of ${BATCH}`, timings, ratios);
}

async function compareWithCpuBackend(net: PeerNet): Promise<void> {
  const ours = createOurStep(net, CPU_BATCH);
  await tf.setBackend("cpu");
  const layers = createLayersStep(net, CPU_BATCH);
  const on = (name: string, backend: string, step: () => unknown): Clock => ({
    name,
    async time() {
      await tf.setBackend(backend);
      return cpuTime(step);
    },
  });
  const timings = await measureClocks(
    [on("our ops", "wasm", ours), on("tf.layers on tfjs's CPU backend", "cpu", layers)],
    N_CPU_ROUNDS,
    1,
  );
  await tf.setBackend("wasm");
  report(`Training ${net.name}`, `step of ${CPU_BATCH}`, timings, {
    [`${timings[1].name} / ours`]: ratio(timings[1], timings[0]),
  });
}

function ratio(one: Timing, other: Timing): number {
  return Number((one.median / other.median).toPrecision(3));
}
