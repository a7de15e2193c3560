import { randomAt } from "@undertone/core";
import { describe, expect, it } from "vitest";
import { type Classifier, classify, fitClassifier, type Observation } from "../../src/adapt/classifier.ts";
import { exponential } from "../../src/adapt/exponential.ts";

const random = randomAt(3, "synthesize");
const N_INPUTS = 5;
const prior: Classifier = {
  kernel: Float64Array.from({ length: 3 * N_INPUTS }, () => random.between(-1, 1)),
  bias: Float64Array.of(0.3, -0.2, 0.1),
};

/** Embeddings about a point of their own for each label, far from the origin. */
const observations: Observation[] = Array.from({ length: 18 }, (_, i) => ({
  embedding: Float32Array.from({ length: N_INPUTS }, (_, a) => 4 + (a === i % 3 ? 2 : 0) + random.between(-0.5, 0.5)),
  label: i % 3,
  weight: 0.5 + (i % 2),
}));

/** What is minimized, by Math.exp and Math.log; `scale` and `mean` as the docblock has them. */
function objective({ kernel, bias }: Classifier, strength: number): number {
  const total = observations.reduce((sum, { weight }) => sum + weight, 0);
  const mean = Array.from({ length: N_INPUTS }, (_, a) =>
    observations.reduce((sum, { embedding, weight }) => sum + (weight * embedding[a]) / total, 0),
  );
  const square = observations.reduce(
    (sum, { embedding, weight }) =>
      sum + (weight / total) * mean.reduce((d, middle, a) => d + (embedding[a] - middle) ** 2, 0),
    0,
  );
  let value = 0;
  for (const { embedding, label, weight } of observations) {
    const logits = Array.from(bias, (b, c) => embedding.reduce((sum, x, a) => sum + x * kernel[3 * a + c], b));
    value += weight * (Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit), 0)) - logits[label]);
  }
  for (let c = 0; c < 3; c++) {
    let moved = bias[c] - prior.bias[c];
    for (let a = 0; a < N_INPUTS; a++) {
      const difference = kernel[3 * a + c] - prior.kernel[3 * a + c];
      value += (strength / 2) * square * difference * difference;
      moved += mean[a] * difference;
    }
    value += (strength / 2) * moved * moved;
  }
  return value;
}

describe("exponential", () => {
  it.each([0, -1e-9, -0.05, -0.5, -3, -17.25, -30])("of %d is Math.exp's within 1e-13", (x) => {
    expect(Math.abs(exponential(x) / Math.exp(x) - 1)).toBeLessThan(1e-13);
  });

  it("is 0 far below", () => {
    expect([exponential(-701), exponential(Number.NEGATIVE_INFINITY)]).toEqual([0, 0]);
  });
});

describe("fitClassifier", () => {
  it.each([0.1, 1, 30])("minimizes what it says, at a strength of %d", (strength) => {
    const fitted = fitClassifier(prior, observations, strength);
    const least = objective(fitted, strength);
    expect(least).toBeLessThan(objective(prior, strength));
    // No coordinate can be moved to where it is less.
    for (const part of [fitted.kernel, fitted.bias]) {
      for (const i of part.keys()) {
        for (const by of [-1e-3, 1e-3]) {
          part[i] += by;
          expect(objective(fitted, strength)).toBeGreaterThan(least - 1e-9);
          part[i] -= by;
        }
      }
    }
  });

  it("stays at the prior where that is strong, and learns the labels where it is weak", () => {
    const still = fitClassifier(prior, observations, 1e9);
    for (const [i, value] of still.kernel.entries()) expect(value).toBeCloseTo(prior.kernel[i], 6);
    const moved = fitClassifier(prior, observations, 0.1);
    for (const { embedding, label } of observations) {
      const probabilities = classify(moved, embedding);
      expect(probabilities.indexOf(Math.max(...probabilities))).toBe(label);
      expect(probabilities.reduce((a, b) => a + b)).toBeCloseTo(1, 12);
    }
  });

  it("moves the bias alone where all embeddings are the same", () => {
    const same = observations.slice(0, 2).map((one) => ({ ...one, embedding: observations[0].embedding }));
    const fitted = fitClassifier(prior, same, 1);
    expect(fitted.kernel).toEqual(prior.kernel);
    expect(fitted.bias).not.toEqual(prior.bias);
  });
});
