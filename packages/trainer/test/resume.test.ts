import * as tf from "@tensorflow/tfjs-core";
import type { Layer } from "@undertone/core";
import { loadDsp } from "@undertone/kernels/dsp";
import {
  type Checkpoint,
  CheckpointError,
  decodeCheckpoint,
  type Epoch,
  encodeCheckpoint,
  type Recipe,
  type TrainingData,
  type TrainingResult,
  train,
} from "@undertone/trainer";
import { beforeAll, describe, expect, it } from "vitest";
import { startBackend } from "./backend.ts";
import { TINY_WEIGHTS_SHA256 } from "./golden.ts";
import { dataOf, tinyData, tinyRecipe } from "./tiny.ts";

const dsp = await loadDsp();
const environment = { dsp, backend: await startBackend() };
const data = tinyData();

/** The tiny recipe with a narrow network of the same kinds of layers. */
const recipe = (changes: Partial<Recipe> = {}): Recipe => {
  const narrow = (layers: Layer[]): Layer[] =>
    layers.map((layer) => {
      if (layer.kind === "residual") return { ...layer, layers: narrow(layer.layers) };
      return layer.kind === "conv2d" ? { ...layer, filters: 8 } : layer;
    });
  return tinyRecipe({ layers: narrow(tinyRecipe().layers), ...changes });
};

/** A training from beginning to end, and what it would have left on a disk after each epoch. */
async function trained(by: Recipe, from: TrainingData = data): Promise<[TrainingResult, Uint8Array[]]> {
  const files: Uint8Array[] = [];
  const onCheckpoint = (checkpoint: Checkpoint) => void files.push(encodeCheckpoint(checkpoint));
  return [await train(by, from, { ...environment, onCheckpoint }), files];
}

describe("a training resumed from the file of any epoch", () => {
  it.each<[string, Recipe, TrainingData]>([
    ["ends with the same bits", recipe({ epochs: 4 }), data],
    ["without averages", recipe({ epochs: 3, averagingDecay: null }), data],
    ["without a validation side", recipe({ epochs: 3 }), dataOf(data.train)],
    ["keeping the last epoch", recipe({ epochs: 3, selection: "lastEpoch" }), data],
    ["at the end of its patience", recipe({ epochs: 9, patience: 1 }), data],
  ])("%s", async (_, by, from) => {
    const [whole, files] = await trained(by, from);
    expect(files).toHaveLength(whole.history.length);
    for (const [i, file] of files.entries()) {
      const epochs: Epoch[] = [];
      const after: Uint8Array[] = [];
      const resumed = await train(
        by,
        from,
        {
          ...environment,
          onEpoch: (epoch) => epochs.push(epoch),
          onCheckpoint: (checkpoint) => void after.push(encodeCheckpoint(checkpoint)),
        },
        decodeCheckpoint(file),
      );
      expect(resumed).toEqual(whole);
      expect(epochs).toEqual(whole.history.slice(i + 1));
      expect(after).toEqual(files.slice(i + 1));
    }
  });

  it("gives the weights committed for the whole", async () => {
    const [, [first]] = await trained(tinyRecipe());
    const { model } = await train(tinyRecipe(), data, environment, decodeCheckpoint(first));
    expect(model.weightsSha256).toBe(TINY_WEIGHTS_SHA256);
  });
});

describe("train", () => {
  it("gives checkpoints that later steps do not touch", async () => {
    const kept: [Checkpoint, Uint8Array][] = [];
    const onCheckpoint = (checkpoint: Checkpoint) => void kept.push([checkpoint, encodeCheckpoint(checkpoint)]);
    await train(recipe({ epochs: 3 }), data, { ...environment, onCheckpoint });
    for (const [checkpoint, bytes] of kept) expect(encodeCheckpoint(checkpoint)).toEqual(bytes);
  });

  it("waits until a checkpoint is kept, and stops if it cannot be", async () => {
    const steps: number[] = [];
    let written = false;
    const onCheckpoint = async () => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      if (written) throw new Error("the disk is full");
      written = true;
    };
    const onStep = ({ epoch }: { epoch: number }) => {
      expect(written).toBe(epoch > 1);
      steps.push(epoch);
    };
    const training = train(recipe({ epochs: 9 }), data, { ...environment, onStep, onCheckpoint });
    await expect(training).rejects.toThrow("the disk is full");
    expect(Math.max(...steps)).toBe(2);
  });

  it("leaves nothing behind when it resumes or refuses to", async () => {
    const [, [file]] = await trained(recipe());
    const before = [tf.memory().numTensors, dsp.mark()];
    await train(recipe(), data, environment, decodeCheckpoint(file));
    await train(recipe({ seed: 9 }), data, environment, decodeCheckpoint(file)).catch(() => {});
    expect([tf.memory().numTensors, dsp.mark()]).toEqual(before);
  });
});

describe("a checkpoint is refused", () => {
  let bytes: Uint8Array;
  let checkpoint: Checkpoint;
  beforeAll(async () => {
    [, [bytes]] = await trained(recipe());
    checkpoint = decodeCheckpoint(bytes);
  });

  const refusal = async (by: Recipe, from: TrainingData, of = checkpoint): Promise<string> => {
    const error = await train(by, from, environment, of).catch((reason) => reason);
    expect(error).toBeInstanceOf(CheckpointError);
    return error.message;
  };
  const [first, second, ...others] = data.train;
  const changed = (change: (samples: Float32Array) => void) => {
    const samples = first.waveform.samples.slice();
    change(samples);
    return { ...first, waveform: { ...first.waveform, samples } };
  };

  it("by another recipe", async () => {
    const message =
      /^checkpoint: recipeSha256 is [0-9a-f]{64}, expected [0-9a-f]{64}: it is of a training by another recipe$/;
    expect(await refusal(recipe({ epochs: 3 }), data)).toMatch(message);
    expect(await refusal(recipe({ seed: 9 }), data)).toMatch(message);
  });

  it.each<[string, () => TrainingData]>([
    ["one sample differs", () => dataOf([changed((x) => (x[9] = -x[9] || 1e-9)), second, ...others], data.validation)],
    [
      "a sample is missing",
      () => {
        const cut = { ...first, waveform: { ...first.waveform, samples: first.waveform.samples.slice(1) } };
        return dataOf([cut, second, ...others], data.validation);
      },
    ],
    ["the order differs", () => dataOf([second, first, ...others], data.validation)],
    ["a label differs", () => dataOf([first, { ...second, label: 0 }, ...others, second], data.validation)],
    ["the labels are named otherwise", () => ({ ...data, labels: [...data.labels].reverse() })],
    ["the validation side differs", () => dataOf(data.train, data.validation.slice(1))],
    ["the sides are one", () => dataOf([...data.train, ...data.validation])],
  ])("on other data: %s", async (_, other) => {
    expect(await refusal(recipe(), other())).toMatch(
      /^checkpoint: dataSha256 is .*: it is of a training on other data$/,
    );
  });

  it("by another feature front end", async () => {
    const foreign = { ...checkpoint, identity: { ...checkpoint.identity, featuresSha256: "0".repeat(64) } };
    expect(await refusal(recipe(), data, foreign)).toMatch(/: it is of a training by another feature front end$/);
  });

  it("with other tensors than the network's", async () => {
    const { learner } = checkpoint;
    const [name] = learner.weights.keys();
    const { length } = learner.weights.get(name)!;
    const cut = new Map([...learner.weights, [name, new Float32Array(2)]]);
    expect(await refusal(recipe(), data, { ...checkpoint, learner: { ...learner, weights: cut } })).toBe(
      `checkpoint: tensor weights/${name} has 2 values, expected ${length}`,
    );
    expect(await refusal(recipe(), data, { ...checkpoint, learner: { ...learner, averages: null } })).toBe(
      `checkpoint: tensor averages/${name} has 0 values, expected ${length}`,
    );
    const more = new Map([...checkpoint.kept, ["more", new Float32Array(2)]]);
    expect(await refusal(recipe(), data, { ...checkpoint, kept: more })).toBe(
      "checkpoint: tensor kept/more is there, expected no such tensor",
    );
  });

  it("when its file is damaged, truncated, too long or foreign", () => {
    const decoded = (change: (bytes: Uint8Array) => Uint8Array) => () => decodeCheckpoint(change(bytes.slice()), "a");
    for (const at of [0, 8, 12, 16, 20, 400, bytes.length >> 1, bytes.length - 33, bytes.length - 1]) {
      const flipped = decoded((copy) => {
        copy[at] ^= 4;
        return copy;
      });
      expect(flipped).toThrow(CheckpointError);
    }
    for (const length of [0, 7, 51, 4096, bytes.length >> 1, bytes.length - 1]) {
      expect(decoded((copy) => copy.subarray(0, length))).toThrow(CheckpointError);
    }
    expect(decoded((copy) => new Uint8Array([...copy, 0]))).toThrow(
      new CheckpointError("1 bytes follow the end", { file: "a", byteOffset: bytes.length }),
    );
    expect(decoded((copy) => copy.fill(7))).toThrow("a: is not an Undertone checkpoint (at byte 0)");
  });

  it("when it contradicts itself, before it is written", () => {
    const [record] = checkpoint.history;
    const refused = (changes: Partial<Checkpoint>) => () => encodeCheckpoint({ ...checkpoint, ...changes });
    expect(refused({ keptEpoch: 2 })).toThrow("header.keptEpoch is 2, expected one of 1 epochs done");
    expect(refused({ history: [] })).toThrow("header.keptEpoch is 1, expected one of 0 epochs done");
    expect(refused({ history: [record, record] })).toThrow("header.history.1.epoch is 1, expected 2");
    expect(refused({ history: [{ ...record, trainingLoss: Number.NaN }] })).toThrow(
      "header.history.0.trainingLoss is NaN, expected a number",
    );
  });
});
