// Runs in a thread of its own, started by workers.ts.
import { workerData } from "node:worker_threads";
import { loadDsp } from "@undertone/kernels/dsp";
import { startTrainingBackend } from "@undertone/tfjs-wasm-train";
import { serveTraining } from "@undertone/trainer";

serveTraining(workerData, { dsp: await loadDsp(), backend: await startTrainingBackend() });
