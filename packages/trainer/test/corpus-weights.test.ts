import { loadDsp } from "@undertone/kernels/dsp";
import { type Example, train } from "@undertone/trainer";
import { describe, expect, it } from "vitest";
import { classWeights, corpusWeights, countLabels } from "../src/example.ts";
import { startBackend } from "./backend.ts";
import { dataOf, tinyData, tinyRecipe } from "./tiny.ts";

const environment = { dsp: await loadDsp(), backend: await startBackend() };
const waveform = { samples: new Float32Array(0), sampleRate: 16_000 };
const examplesOf = (counts: [corpus: string, label: number, n: number][]): Example[] =>
  counts.flatMap(([corpus, label, n]) => Array.from({ length: n }, () => ({ waveform, corpus, label })));

describe("weights of merged corpora", () => {
  it("make every label weigh alike, and in each label every corpus that has it", () => {
    const examples = examplesOf([
      ...([
        ["a", 0, 10],
        ["b", 0, 2],
        ["a", 1, 4],
        ["b", 2, 3],
        ["a", 2, 1],
      ] as [string, number, number][]),
    ]);
    const weights = corpusWeights(examples, 3, "balanced")!;
    const sum = (corpus: string, label: number) =>
      weights.reduce((s, w, i) => s + (examples[i].corpus === corpus && examples[i].label === label ? w : 0), 0);
    const perLabel = examples.length / 3;
    expect([sum("a", 0), sum("b", 0), sum("a", 1), sum("b", 1)].map((w) => w / perLabel)).toEqual([
      expect.closeTo(0.5, 12),
      expect.closeTo(0.5, 12),
      expect.closeTo(1, 12),
      0,
    ]);
    expect(weights.reduce((s, w) => s + w)).toBeCloseTo(examples.length, 9);
  });

  it("are those of labels where nothing is to balance", () => {
    const one = examplesOf([
      ["a", 0, 3],
      ["a", 1, 1],
    ]);
    expect(corpusWeights(one, 2, "balanced")).toBeNull();
    expect(corpusWeights([...one, { waveform, label: 0 }], 2, "balanced")).toBeNull();
    expect(
      corpusWeights(
        examplesOf([
          ["a", 0, 1],
          ["b", 0, 1],
        ]),
        1,
        "none",
      ),
    ).toBeNull();
    const twoAlike = examplesOf([
      ["a", 0, 3],
      ["b", 0, 3],
      ["a", 1, 1],
      ["b", 1, 1],
    ]);
    const byLabel = classWeights(countLabels(twoAlike, 2), "balanced");
    expect(corpusWeights(twoAlike, 2, "balanced")).toEqual(twoAlike.map(({ label }) => byLabel[label]));
  });

  it("move the weights of a training, and only where corpora differ", async () => {
    const data = tinyData();
    const hash = async (corpusOf: (i: number) => string | undefined) => {
      const named = [...data.train, data.train[0]].map((one, i) => ({
        ...one,
        ...(corpusOf(i) && { corpus: corpusOf(i)! }),
      }));
      return (await train(tinyRecipe({ epochs: 1 }), dataOf(named, data.validation), environment)).model.weightsSha256;
    };
    const usual = await hash(() => undefined);
    expect(await hash(() => "a")).toBe(usual);
    expect(await hash((i) => (i < 1 ? "a" : "b"))).not.toBe(usual);
  });
});
