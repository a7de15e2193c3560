import {
  type Bundle,
  checkBundle,
  decodeBundle,
  encodeBundle,
  type Layer,
  networkOf,
  randomAt,
  sha256Hex,
  sizeOf,
  type Waveform,
  weightsSha256,
} from "@undertone/core";
import { loadDsp } from "@undertone/kernels/dsp";
import { type AdaptationClip, adapt, heldOutSummary, labelsAskedFor, recipeNamed } from "@undertone/trainer";
import { describe, expect, it } from "vitest";

const dsp = await loadDsp();
const SAMPLE_RATE = 16_000;
const LABELS = ["angry", "happy", "sad"];

/** Bundles' bytes, whatever computes them: changes with the fit, the altering of clips, and what a bundle says. */
const GOLDEN_SHA256 = "f307b8603a4d465f4741aa1d0bd1271bf2e0661e514eb8e18b2f8ff8bc260148";

/** A pooling and a classifier of drawn weights, stored as int8. */
function tinyBundle(): Bundle {
  const random = randomAt(1, "initialize");
  const input = { ...recipeNamed("demo").input, normalization: "utterance" as const };
  const layers: Layer[] = [
    { kind: "frequencyToChannels" },
    { kind: "statisticsPool", deviation: false },
    { kind: "dense", units: LABELS.length, relu: false },
  ];
  const network = networkOf({ input, layers });
  const tensors = new Map(
    network.parameters.map(({ name, shape }) => [
      name,
      Float32Array.from({ length: sizeOf(shape) }, () => random.between(-0.5, 0.5)),
    ]),
  );
  const training = {
    corpora: ["ravdess"],
    speakers: ["ravdess/01"],
    synthetic: false,
    protocol: "speaker (unseen voices)",
    metrics: { uar: 0.6 },
    seed: 1,
    recipe: "demo",
    recipeSha256: "0".repeat(64),
    weightsSha256: weightsSha256(network, tensors),
    undertoneVersion: "0.1.0",
  };
  return { labels: LABELS, input, featuresSha256: "0".repeat(64), layers, tensors, training };
}

const bundle = tinyBundle();
const nEmbedding = networkOf(bundle).layers.at(-1)!.input[2];

/** In place of a network: how loud each part of a waveform is, by additions and multiplications alone. */
function embed({ samples }: Waveform): Float32Array {
  const loudness = new Float32Array(nEmbedding);
  for (const [i, sample] of samples.entries()) {
    loudness[Math.floor((i * nEmbedding) / samples.length)] += (nEmbedding * sample * sample) / samples.length;
  }
  return loudness;
}

/** A click train that is loud in a third of its own for each label. */
function clip(label: string, take: number, place = LABELS.indexOf(label)): AdaptationClip {
  const random = randomAt(7, "synthesize", { utterance: 10 * place + take });
  const length = 4800;
  const samples = Float32Array.from({ length }, (_, i) => {
    const loud = Math.floor((3 * i) / length) === place % 3 ? 0.4 : 0.05;
    return loud * ((i % 80) / 40 - 1) + random.between(-0.1, 0.1);
  });
  return { name: `${label} ${take}.wav`, label, waveform: { samples, sampleRate: SAMPLE_RATE } };
}

const clips = LABELS.flatMap((label) => [1, 2, 3].map((take) => clip(label, take)));

describe("adapt", () => {
  it("recognizes clips that it left out, and says of itself what was done", async () => {
    const before = encodeBundle(bundle);
    const told: string[] = [];
    const onProgress = async (done: number, total: number) => void told.push(`${done}/${total}`);
    const { bundle: adapted, counts, heldOut } = await adapt(bundle, clips, LABELS, { dsp, embed, onProgress });
    expect(counts).toEqual([3, 3, 3]);
    expect(heldOut!.map(({ name }) => name)).toHaveLength(9);
    const summary = heldOutSummary(heldOut!, 3);
    expect(summary.counts).toEqual([3, 3, 3]);
    expect(summary.after).toEqual({ accuracy: 1, uar: 1, right: [3, 3, 3] });
    expect(summary.before!.uar).toBeLessThan(0.7);
    expect([told[0], told.at(-1), told.length]).toEqual(["1/19", "19/19", 19]);

    checkBundle(adapted);
    expect(adapted.labels).toEqual(LABELS);
    expect(adapted.training).toMatchObject({
      corpora: ["ravdess", "own clips"],
      protocol: "adapted on 9 clips of yours; what was measured before is no longer valid",
      metrics: {},
    });
    expect(encodeBundle(bundle)).toEqual(before);
  });

  it("gives the same bits in every engine, in whatever order clips and labels come", async () => {
    const first = await adapt(bundle, clips, LABELS, { dsp, embed });
    const again = await adapt(bundle, clips.toReversed(), LABELS.toReversed(), { dsp, embed });
    const bytes = encodeBundle(first.bundle);
    expect(encodeBundle(again.bundle)).toEqual(bytes);
    expect(decodeBundle(bytes).training).toEqual(first.bundle.training);
    expect(sha256Hex(bytes)).toBe(GOLDEN_SHA256);
  });

  it("leaves nothing out where a label has one clip, and moves the others all the same", async () => {
    const { bundle: adapted, counts, heldOut } = await adapt(bundle, clips.slice(2, 7), LABELS, { dsp, embed });
    expect([counts, heldOut]).toEqual([[1, 3, 1], null]);
    expect(adapted.training.weightsSha256).not.toBe(bundle.training.weightsSha256);
  });

  it("leaves a fifth out at a time where there are many, each clip once", async () => {
    const many = LABELS.flatMap((label) => Array.from({ length: 8 }, (_, take) => clip(label, take)));
    const { heldOut } = await adapt(bundle, many, LABELS, { dsp, embed });
    expect(new Set(heldOut!.map(({ name }) => name)).size).toBe(24);
  });

  it("takes labels of one's own, in place of others and beside them", async () => {
    const own = [
      ...clips.slice(0, 3),
      ...[1, 2].map((take) => clip("zest", take, 1)),
      ...[1, 2].map((take) => clip("bored", take, 2)),
    ];
    const labels = labelsAskedFor(LABELS, ["zest", "angry", "bored"]);
    expect(labels).toEqual(["angry", "bored", "zest"]);
    const { bundle: adapted, heldOut } = await adapt(bundle, own, labels, { dsp, embed });
    checkBundle(adapted);
    expect(adapted.labels).toEqual(labels);
    expect(heldOut!.every(({ before }) => before === null)).toBe(true);
    expect(heldOutSummary(heldOut!, 3)).toMatchObject({ before: null, after: { uar: 1 } });
    expect(labelsAskedFor(LABELS, ["sad", "angry"])).toEqual(LABELS);
  });

  it("refuses what it cannot learn from", async () => {
    const refused = (some: readonly AdaptationClip[], labels: readonly string[] = LABELS) =>
      expect(adapt(bundle, some, labels, { dsp, embed })).rejects;
    await expect(adapt(bundle, clips, LABELS, { dsp, embed, strength: 0 })).rejects.toThrow(
      new RangeError("strength is 0, expected a number above 0"),
    );
    await refused(clips.slice(0, 3)).toThrow(new RangeError("clips are of 1 labels, expected at least 2"));
    await refused(clips, ["angry", "sad"]).toThrow(
      new RangeError("label of happy 1.wav is happy, expected one of angry, sad"),
    );
    await refused([...clips, clips[0]]).toThrow(
      new RangeError("two clips of a label have one name, expected distinct names"),
    );
  });

  it("ends with what is thrown at a progress", async () => {
    const onProgress = async (done: number) => {
      if (done === 2) throw new Error("stopped");
    };
    await expect(adapt(bundle, clips, LABELS, { dsp, embed, onProgress })).rejects.toThrow("stopped");
  });
});
