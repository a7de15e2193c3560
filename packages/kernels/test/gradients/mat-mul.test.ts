import { describe, expect, it } from "vitest";
import { noise, relativeError, startHeap } from "./heap.ts";

const { gradients, put, room, take } = await startHeap();

describe.each([
  [1, 1, 1],
  [3, 5, 7],
  [4, 8, 8],
  [5, 9, 9],
  [37, 50, 11],
])("[%d, %d] times [%d]", (rows, depth, columns) => {
  it.each([
    [false, false],
    [false, true],
    [true, false],
    [true, true],
  ])("agrees with its definition, transposed %s and %s", (transposeA, transposeB) => {
    const a = noise(rows * depth, 1);
    const b = noise(depth * columns, 2);
    const c = room(rows * columns + 1);
    const scratch = room(gradients.matMulScratch(columns, depth) / 4);
    gradients.matMul(put(a), transposeA, rows, depth, put(b), transposeB, columns, c, scratch);

    const expected = Array.from({ length: rows * columns }, (_, at) => {
      const [i, j] = [Math.floor(at / columns), at % columns];
      let sum = 0;
      for (let k = 0; k < depth; k++) {
        sum += a[transposeA ? k * rows + i : i * depth + k] * b[transposeB ? j * depth + k : k * columns + j];
      }
      return sum;
    });
    expect(relativeError(take(c, expected.length), expected)).toBeLessThan(1e-6);
    expect(take(c, expected.length + 1)[expected.length]).toBeNaN();
  });
});
