import { randomAt } from "@undertone/core";
import { signFlipTest } from "@undertone/evaluation";
import { describe, expect, it } from "vitest";
import goldens from "./goldens.json" with { type: "json" };

const random = () => randomAt(1, "bootstrap");

describe("signFlipTest", () => {
  it.each(goldens.signFlips)("gives scipy's exact p-value: $name", ({ differences, pValue }) => {
    expect(signFlipTest(differences, random())).toEqual({
      pValue: expect.closeTo(pValue, 12),
      exact: true,
      nTried: 2 ** differences.length,
    });
  });

  it("is 1 without differences, and where all are 0", () => {
    expect(signFlipTest([], random()).pValue).toBe(1);
    expect(signFlipTest([0, 0, 0], random()).pValue).toBe(1);
  });

  it("is 2 / 2ⁿ where all differences are on one side", () => {
    expect(signFlipTest([0.1, 0.2, 0.3, 0.1, 0.2], random()).pValue).toBe(2 / 32);
  });

  it("draws signs beyond 20 differences, near to what is exact, never 0, the same by the same seed", () => {
    const differences = Array.from({ length: 20 }, (_, i) => ((i * 7) % 11) - 3.9);
    const exact = signFlipTest(differences, random());
    // A difference of 0 more changes nothing but the way.
    const drawn = signFlipTest([...differences, 0], random());
    expect(drawn).toMatchObject({ exact: false, nTried: 100_001 });
    const standardError = Math.sqrt((exact.pValue * (1 - exact.pValue)) / 100_000);
    expect(Math.abs(drawn.pValue - exact.pValue)).toBeLessThan(4 * standardError);
    expect(signFlipTest([...differences, 0], random())).toEqual(drawn);
    expect(signFlipTest(Array(40).fill(1), random()).pValue).toBe(1 / 100_001);
  });

  it("refuses what is not finite", () => {
    expect(() => signFlipTest([1, Number.NaN], random())).toThrow(
      new RangeError("differences[1] is NaN, expected a finite number"),
    );
    expect(() => signFlipTest([1], random(), 0)).toThrow(new RangeError("nDrawn is 0, expected a whole number from 1"));
  });
});
