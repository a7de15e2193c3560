import { expect, it } from "vitest";
import { noise, startHeap } from "./heap.ts";

const { gradients, put, room, take } = await startHeap();

it("reaches the maximum of windows without a positive value", () => {
  const x = put([-1, -2, -4, -3]);
  const dx = room(4);
  gradients.maxPool3dGrad(x, 1, 4, 1, 1, 1, put([1, 5]), 2, 1, 1, dx, 2, 1, 1, 2, 1, 1, 0, 0, 0);
  expect([...take(dx, 4)]).toEqual([1, 0, 0, 5]);
});

it.each([1, 2, 3, 4, 5])("gives each dy to the first maximum of its window, %d channels", (channels) => {
  // Few values, so that windows tie; no two axes alike; windows overlap and hang over every edge.
  const batch = 2;
  const input = [4, 5, 6];
  const output = [3, 4, 4];
  const kernel = [2, 3, 4];
  const strides = [2, 1, 2];
  const pads = [1, 1, 2];
  const x = noise(batch * 120 * channels, 5).map((value) => Math.round(2 * value));
  const dy = noise(batch * 48 * channels, 6);
  const dx = room(x.length + 1);
  // biome-ignore format: one tensor and its shape a line
  gradients.maxPool3dGrad(
    put(x), batch, input[0], input[1], input[2], channels,
    put(dy), output[0], output[1], output[2],
    dx, kernel[0], kernel[1], kernel[2], strides[0], strides[1], strides[2], pads[0], pads[1], pads[2],
  );

  const expected = new Float32Array(x.length);
  /** the positions along an axis that window o sees */
  const seen = (axis: number, o: number) =>
    Array.from({ length: kernel[axis] }, (_, k) => o * strides[axis] - pads[axis] + k).filter(
      (at) => at >= 0 && at < input[axis],
    );
  dy.forEach((slope, i) => {
    const c = i % channels;
    const [b, oz, oy, ox] = [48 * channels, 16 * channels, 4 * channels, channels].map(
      (size, axis) => Math.floor(i / size) % [batch, ...output][axis],
    );
    const window = seen(0, oz).flatMap((z) =>
      seen(1, oy).flatMap((y) => seen(2, ox).map((at) => (((b * 4 + z) * 5 + y) * 6 + at) * channels + c)),
    );
    expected[window.reduce((best, at) => (x[at] > x[best] ? at : best))] += slope;
  });
  expect([...take(dx, x.length)]).toEqual([...expected]);
  expect(take(dx, x.length + 1)[x.length]).toBeNaN();
});

it("sends nothing from windows that lie in the padding", () => {
  const dx = room(2);
  // Windows of one voxel at -1, 0 and 1 of each axis.
  const dy = Array.from({ length: 27 }, (_, i) => i);
  gradients.maxPool3dGrad(put([-1]), 1, 1, 1, 1, 1, put(dy), 3, 3, 3, dx, 1, 1, 1, 1, 1, 1, 1, 1, 1);
  expect(take(dx, 1)[0]).toBe(13);
  expect(take(dx, 2)[1]).toBeNaN();
});
