import { expect, it } from "vitest";
import { noise, startHeap } from "./heap.ts";

const { gradients, put, room, take } = await startHeap();

it.each([1, 3, 4, 5, 8, 9])("gives the largest value of windows of any sign, %d channels", (channels) => {
  const [batch, input, output] = [2, [4, 5, 6], [3, 4, 4]];
  const [kernel, strides, pads] = [
    [2, 3, 4],
    [2, 1, 2],
    [1, 1, 2],
  ];
  const x = noise(batch * 120 * channels, 5).map((value) => value - 0.9);
  const y = room(batch * 48 * channels + 1);
  // biome-ignore format: one tensor and its shape a line
  gradients.maxPool3d(
    put(x), batch, input[0], input[1], input[2], channels,
    y, output[0], output[1], output[2],
    kernel[0], kernel[1], kernel[2], strides[0], strides[1], strides[2], pads[0], pads[1], pads[2],
  );

  /** the positions along an axis that window o sees */
  const seen = (axis: number, o: number) =>
    Array.from({ length: kernel[axis] }, (_, k) => o * strides[axis] - pads[axis] + k).filter(
      (at) => at >= 0 && at < input[axis],
    );
  const expected = Array.from({ length: batch * 48 * channels }, (_, i) => {
    const c = i % channels;
    const [b, oz, oy, ox] = [48 * channels, 16 * channels, 4 * channels, channels].map(
      (size, axis) => Math.floor(i / size) % [batch, ...output][axis],
    );
    const window = seen(0, oz).flatMap((z) =>
      seen(1, oy).flatMap((row) => seen(2, ox).map((at) => x[(((b * 4 + z) * 5 + row) * 6 + at) * channels + c])),
    );
    return Math.max(...window);
  });
  expect(Math.min(...expected)).toBeLessThan(0);
  expect([...take(y, expected.length)]).toEqual(expected);
  expect(take(y, expected.length + 1)[expected.length]).toBeNaN();
});

it("gives −∞ for windows in the padding, and leaves NaN out as tfjs does", () => {
  const y = room(4);
  gradients.maxPool3d(put([-1, Number.NaN]), 1, 1, 1, 2, 1, y, 1, 1, 4, 1, 1, 1, 1, 1, 1, 0, 0, 1);
  expect([...take(y, 4)]).toEqual([-Infinity, -1, -Infinity, -Infinity]);
});
