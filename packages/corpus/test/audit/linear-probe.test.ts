import { randomAt } from "@undertone/core";
import { linearProbe } from "@undertone/corpus";
import { describe, expect, it } from "vitest";

/** 300 vectors of 6 columns and a constant one; class c is moved by `apart` along column c. */
function drawn(apart: number, nClasses = 3) {
  const random = randomAt(3, "split");
  const classes = Array.from({ length: 300 }, (_, i) => (i % 10 === 0 ? 1 : i % nClasses));
  const vectors = classes.map((own) => [
    ...Array.from({ length: 6 }, (_, c) => random.between(-1, 1) + random.between(-1, 1) + (c === own ? apart : 0)),
    7,
  ]);
  return { classes, vectors, folds: classes.map((_, i) => Math.floor(i / 60)) };
}

describe("linearProbe", () => {
  it("reads classes that lie apart, and guesses those that do not", () => {
    const read = (apart: number) => {
      const { vectors, classes, folds } = drawn(apart);
      return linearProbe(vectors, classes, folds);
    };
    expect(read(8)).toBe(1);
    expect(read(1.5)).toBeGreaterThan(0.6);
    expect(Math.abs(read(0) - 1 / 3)).toBeLessThan(0.08);
  });

  it("fits nothing on what it reads: noise of nearly as many columns as vectors tells it nothing", () => {
    const random = randomAt(5, "split");
    const classes = Array.from({ length: 120 }, (_, i) => i % 2);
    const vectors = classes.map(() => Array.from({ length: 50 }, () => random.uniform()));
    const folds = classes.map((_, i) => Math.floor(i / 60));
    expect(Math.abs(linearProbe(vectors, classes, folds) - 0.5)).toBeLessThan(0.15);
  });

  it("counts every class alike", () => {
    const classes = [...Array(90).fill(0), ...Array(10).fill(1)];
    const vectors = classes.map(() => [0]);
    expect(
      linearProbe(
        vectors,
        classes,
        classes.map((_, i) => i % 2),
      ),
    ).toBe(0.5);
  });

  it("refuses a class that is in one fold only", () => {
    expect(() => linearProbe([[0], [1], [2]], [0, 0, 1], [0, 1, 1])).toThrow(
      new RangeError("class 1 has 0 vectors outside a fold, expected at least 1"),
    );
  });
});
