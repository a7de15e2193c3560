import { loadDsp } from "@undertone/kernels/dsp";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { createCalculator, type MicroBatch, type TrainingSetup } from "../src/calculator.ts";
import { type Crew, localCrew } from "../src/crew.ts";
import { initialWeights } from "../src/initialize.ts";
import { layersFor } from "../src/model.ts";
import { joined } from "../src/parameter-vector.ts";
import { prepare } from "../src/prepare.ts";
import type { WorkerRequest } from "../src/protocol.ts";
import type { TrainingWorker } from "../src/training-worker.ts";
import { workerCrew } from "../src/worker-crew.ts";
import { startBackend } from "./backend.ts";
import { tinyData, tinyRecipe } from "./tiny.ts";
import { startWorkers, type TestWorker } from "./workers.ts";

const environment = { dsp: await loadDsp(), backend: await startBackend() };
const recipe = tinyRecipe();
const { labels, ...sides } = tinyData();
const { train, statistics } = prepare(environment.dsp, recipe, { labels, ...sides });
const setup: TrainingSetup = { recipe, classWeights: labels.map(() => 1), statistics };
const { network } = layersFor(recipe, labels.length);
const weights = joined(network.parameters, initialWeights(network, 1));

/** A step of so many micro-batches, each of three utterances. */
const stepOf = (step: number, nMicroBatches: number): MicroBatch[] =>
  Array.from({ length: nMicroBatches }, (_, index) => {
    const utterances = [0, 1, 2].map((i) => (5 * step + 3 * index + i) % train.length);
    const examples = utterances.map((utterance) => train[utterance]);
    return { epoch: 1, step, index, examples, utterances, share: 1 / nMicroBatches };
  });
const broken = (): MicroBatch[] => {
  const [microBatch] = stepOf(1, 1);
  const waveform = { samples: new Float32Array(4000).fill(Number.NaN, 7), sampleRate: 16000 };
  return [{ ...microBatch, examples: [{ waveform, label: 0 }], utterances: [0] }];
};

let three: TestWorker[];
let local: Crew;
beforeAll(async () => {
  three = await startWorkers(3);
  local = localCrew(createCalculator(setup, environment));
});
afterAll(async () => {
  for (const worker of three) worker.end();
  await local.dispose();
});
const crewOf = async (workers: readonly TrainingWorker[]): Promise<Crew> => {
  const crew = await workerCrew(workers, setup);
  onTestFinished(crew.dispose);
  return crew;
};

/** The worker, and the kinds of all it is asked from now on. */
function overheard({ port, death }: TrainingWorker): { worker: TrainingWorker; kinds: string[] } {
  const kinds: string[] = [];
  const heard = new Proxy(port, {
    get(target, name) {
      if (name !== "postMessage") return Reflect.get(target, name, target);
      return (request: WorkerRequest, buffers: ArrayBuffer[]) => {
        kinds.push(request.kind);
        target.postMessage(request, buffers);
      };
    },
    set: (target, name, value) => Reflect.set(target, name, value, target),
  });
  return { worker: { port: heard, death }, kinds };
}

describe("a crew of workers", () => {
  it.each([
    [1, 2],
    [2, 5],
    [3, 1],
  ])(
    "%d of them give the contributions of this thread for steps of %d micro-batches, announced or not",
    async (n, m) => {
      const crew = await crewOf(three.slice(0, n));
      const [a, b, c] = [stepOf(0, m), stepOf(1, m), stepOf(2, m)];
      const expected = [];
      for (const step of [a, b, c]) expected.push(await local.contributions(weights, step));
      expect(await crew.contributions(weights, a, b)).toEqual(expected[0]);
      expect(await crew.contributions(weights, b, a)).toEqual(expected[1]);
      expect(await crew.contributions(weights, c)).toEqual(expected[2]);
      const batches = [train.slice(0, 3), train.slice(3, 5), train.slice(5)];
      expect(await crew.evaluations(weights, batches)).toEqual(await local.evaluations(weights, batches));
    },
  );

  it("are asked for the next step's inputs behind this step's gradients, before these are known, and never past the end", async () => {
    const { worker, kinds } = overheard(three[0]);
    const crew = await crewOf([worker]);
    const [a, b] = [stepOf(0, 2), stepOf(1, 2)];
    expect(kinds).toEqual(["begin"]);
    await crew.contributions(weights, a, b);
    const first = ["begin", "inputs", "inputs", "contribution", "contribution"];
    expect(kinds).toEqual([...first, "inputs", "inputs"]);
    await crew.contributions(weights, b);
    expect(kinds).toEqual([...first, "inputs", "inputs", "contribution", "contribution"]);
  });

  it("tell what failed in inputs made ahead when their step comes, once, and then ask nothing more", async () => {
    const { worker, kinds } = overheard(three[0]);
    const crew = await crewOf([worker]);
    const bad = broken();
    await crew.contributions(weights, stepOf(0, 2), bad);
    await expect(crew.contributions(weights, bad)).rejects.toThrow("[7] is NaN, expected a finite number");
    const asked = kinds.length;
    await expect(crew.contributions(weights, stepOf(0, 1))).rejects.toThrow("[7] is NaN");
    expect(kinds.length).toBe(asked);
  });

  it("drop what was made ahead when the training ends, and answer the next training's questions", async () => {
    const a = stepOf(0, 2);
    const expected = await local.contributions(weights, a);
    for (let round = 0; round < 3; round++) {
      const crew = await workerCrew(three, setup);
      expect(await crew.contributions(weights, a, stepOf(round, 5))).toEqual(expected);
      await crew.dispose();
    }
  });

  it("end with the reason of a worker's death while it made inputs ahead", async () => {
    const [mortal] = await startWorkers(1);
    const crew = await crewOf([mortal, three[0]]);
    const [a, b] = [stepOf(0, 2), stepOf(1, 5)];
    await crew.contributions(weights, a, b);
    mortal.end();
    await expect(crew.contributions(weights, b)).rejects.toThrow("the worker has ended");
  });

  it("stop evaluating when aborted", async () => {
    const { worker, kinds } = overheard(three[0]);
    const crew = await crewOf([worker]);
    const controller = new AbortController();
    const evaluating = crew.evaluations(weights, Array(20).fill(train.slice(0, 1)), controller.signal);
    controller.abort(new Error("enough"));
    await expect(evaluating).rejects.toThrow("enough");
    expect(kinds.length).toBeLessThan(5);
  });
});
