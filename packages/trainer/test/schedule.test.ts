import { recipeNamed } from "@undertone/trainer";
import { describe, expect, it } from "vitest";
import { cosineOfPi, learningRateAt } from "../src/schedule.ts";

const { optimizer } = recipeNamed("default");

describe("cosineOfPi", () => {
  it("is the cosine within 1e-11", () => {
    for (let t = 0; t <= 1; t += 1 / 64) expect(Math.abs(cosineOfPi(t) - Math.cos(Math.PI * t))).toBeLessThan(1e-11);
  });
});

describe("learningRateAt", () => {
  const at = (step: number) => learningRateAt(step, 100, { ...optimizer, learningRate: 1, warmUp: 0.1 });

  it("rises in equal steps to the full rate", () => {
    expect(at(0)).toBeCloseTo(0.1, 15);
    expect(at(4)).toBeCloseTo(0.5, 15);
    expect(at(9)).toBe(1);
  });

  it("then falls along half a cosine towards 0", () => {
    expect(at(10)).toBe(1);
    expect(at(55)).toBeCloseTo(0.5, 11);
    expect(at(99)).toBeGreaterThan(0);
    expect(at(99)).toBeLessThan(0.001);
  });

  it("stays where the schedule is constant", () => {
    expect(learningRateAt(99, 100, { ...optimizer, learningRate: 1, schedule: "constant" })).toBe(1);
  });
});
