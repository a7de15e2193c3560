import { randomAt, shuffled } from "@undertone/core";
import { accuracy, bootstrapInterval, type JudgedUtterance } from "@undertone/evaluation";
import { describe, expect, it } from "vitest";

/** Speakers with 50 utterances in each of two classes, of which the given share of both is recognized. */
const speakersWith = (recalls: readonly number[]): JudgedUtterance[] =>
  recalls.flatMap((recall, speaker) =>
    Array.from({ length: 100 }, (_, i) => {
      const truth = i % 2;
      const hit = i < 100 * recall;
      return { speaker: `speaker ${speaker}`, truth, predicted: hit ? truth : 1 - truth };
    }),
  );
const random = (seed: number) => randomAt(seed, "bootstrap");

describe("bootstrapInterval", () => {
  // All speakers weigh the same, so the resampled UAR is a mean of n draws: normal, with deviation σ / √n.
  it("spans ±1.96 σ / √n where the UAR is a mean over many speakers", () => {
    const recalls = Array.from({ length: 50 }, (_, i) => (2 * i) / 100);
    const mean = recalls.reduce((sum, recall) => sum + recall) / 50;
    const sigma = Math.sqrt(recalls.reduce((sum, recall) => sum + (recall - mean) ** 2, 0) / 50);
    const half = (1.96 * sigma) / Math.sqrt(50);

    const { low, high } = bootstrapInterval(speakersWith(recalls), 2, random(1), 4000)!;
    // The 2.5th percentile of 4000 draws itself has a standard error of 0.043 of the deviation: four of those.
    const tolerance = (4 * 0.043 * half) / 1.96;
    expect(Math.abs(low - (mean - half))).toBeLessThan(tolerance);
    expect(Math.abs(high - (mean + half))).toBeLessThan(tolerance);
  });

  it("draws speakers, not utterances: of one always right and one always wrong it knows nothing", () => {
    expect(bootstrapInterval(speakersWith([0, 1]), 2, random(1))).toEqual({
      low: 0,
      high: 1,
      nSpeakers: 2,
      nResamples: 1000,
    });
  });

  // Every speaker: 50 utterances of one label, none recognized, and 10 of the other, all recognized.
  it("is of another measure where one is asked for", () => {
    const utterances = speakersWith([0, 0, 0])
      .filter(({ truth }, i) => truth === 0 || i % 10 === 1)
      .map((utterance) => ({ ...utterance, predicted: 1 }));
    expect(bootstrapInterval(utterances, 2, random(1))).toMatchObject({ low: 0.5, high: 0.5 });
    const ofAccuracy = bootstrapInterval(utterances, 2, random(1), 1000, accuracy);
    expect(ofAccuracy).toMatchObject({ low: 10 / 60, high: 10 / 60 });
  });

  it("is a point where all speakers fare the same", () => {
    expect(bootstrapInterval(speakersWith([0.5, 0.5, 0.5]), 2, random(1))).toMatchObject({ low: 0.5, high: 0.5 });
  });

  it("interpolates between resamples", () => {
    // Of two resamples u ≤ v the ends are u + 0.025 (v - u) and u + 0.975 (v - u).
    const intervals = Array.from(
      { length: 20 },
      (_, seed) => bootstrapInterval(speakersWith([0, 1]), 2, random(seed), 2)!,
    );
    expect(intervals.some(({ low, high }) => low === 0.025 && high === 0.975)).toBe(true);
    expect(intervals.some(({ low, high }) => low === high)).toBe(true);
  });

  it("depends on the random source, not on the order of utterances", () => {
    const utterances = speakersWith([0.3, 0.4, 0.7, 0.8, 0.9]);
    const interval = bootstrapInterval(utterances, 2, random(1), 50);
    expect(bootstrapInterval(shuffled(utterances, random(9)), 2, random(1), 50)).toEqual(interval);
    expect(bootstrapInterval(utterances, 2, random(2), 50)).not.toEqual(interval);
  });

  it.each([0, 1])("is null for %d speakers", (n) => {
    expect(bootstrapInterval(speakersWith(Array(n).fill(0.5)), 2, random(1))).toBeNull();
  });

  it("refuses a foreign label, and no resamples", () => {
    const utterances = [...speakersWith([0, 1]), { speaker: "other", truth: 0, predicted: 2 }];
    expect(() => bootstrapInterval(utterances, 2, random(1))).toThrow(
      new RangeError("predicted[200] is 2, expected a whole number from 0 to 1"),
    );
    expect(() => bootstrapInterval([], 2, random(1), 0)).toThrow(
      new RangeError("nResamples is 0, expected a whole number from 1"),
    );
  });
});
