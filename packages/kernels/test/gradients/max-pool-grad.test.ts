import { expect, it } from "vitest";
import { noise, startHeap } from "./heap.ts";

const { gradients, put, room, take } = await startHeap();

it("reaches the maximum of windows without a positive value", () => {
  const x = put([3, 1, -1, -2, -4, -3]);
  const dx = room(6);
  gradients.maxPoolGrad(x, 1, 1, 6, 1, put([1, 1, 1]), 1, 3, dx, 1, 2, 1, 2, 0, 0);
  expect([...take(dx, 6)]).toEqual([1, 0, 1, 0, 0, 1]);
});

// Windows that overlap and hang over every edge; windows side by side, which fill x, and which leave a row and a column.
const GEOMETRIES = [
  [5, 6, 4, 4, 3, 2, 2],
  [4, 6, 2, 3, 2, 2, 0],
  [5, 7, 2, 3, 2, 2, 0],
].flatMap((geometry) => [1, 3, 4, 5, 7, 8, 9].map((channels) => [channels, ...geometry]));

it.each(GEOMETRIES)("gives each dy to the first maximum of its window, %d channels of [%d, %d]", (...geometry) => {
  const [channels, inH, inW, outH, outW, size, stride, pad] = geometry;
  // Few values, so that windows tie.
  const x = noise(inH * inW * channels, 5).map((value) => Math.round(2 * value));
  const dy = noise(outH * outW * channels, 6);
  const dx = room(x.length);
  gradients.maxPoolGrad(put(x), 1, inH, inW, channels, put(dy), outH, outW, dx, size, size, stride, stride, pad, pad);

  const expected = new Float32Array(x.length);
  for (let oy = 0; oy < outH; oy++)
    for (let ox = 0; ox < outW; ox++)
      for (let c = 0; c < channels; c++) {
        let best = -1;
        for (let y = oy * stride - pad; y < oy * stride - pad + size; y++)
          for (let z = ox * stride - pad; z < ox * stride - pad + size; z++) {
            const at = (y * inW + z) * channels + c;
            if (y >= 0 && y < inH && z >= 0 && z < inW && (best < 0 || x[at] > x[best])) best = at;
          }
        expected[best] += dy[(oy * outW + ox) * channels + c];
      }
  expect([...take(dx, x.length)]).toEqual([...expected]);
});

it("sends nothing from windows that lie in the padding", () => {
  const x = put([-1, -2]);
  const dx = room(3);
  // Windows of one pixel at -1, 0, 1 and 2 across, and of one row at -1 and 0 down.
  gradients.maxPoolGrad(x, 1, 1, 2, 1, put([1, 2, 3, 4, 5, 6, 7, 8]), 2, 4, dx, 1, 1, 1, 1, 1, 1);
  expect([...take(dx, 2)]).toEqual([6, 7]);
  expect([...take(x, 2)]).toEqual([-1, -2]);
  expect(take(dx, 3)[2]).toBeNaN();
});
