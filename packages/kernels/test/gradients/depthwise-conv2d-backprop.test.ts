import { expect, it } from "vitest";
import { noise, relativeError, startHeap } from "./heap.ts";

const { gradients, put, room, take } = await startHeap();
const [BATCH, IN_H, IN_W, OUT_H, OUT_W, KERNEL_H, KERNEL_W] = [2, 7, 6, 4, 3, 3, 2];
const STEPS = [2, 2, 2, 3, 2, 1] as const; // strides, dilations, pads

it.each([
  [1, 1],
  [3, 1],
  [4, 1],
  [9, 1],
  [3, 2],
  [4, 3],
])("has both gradients of a dilated depthwise convolution, %d channels times %d", (channels, multiplier) => {
  const x = noise(BATCH * IN_H * IN_W * channels, 1);
  const filter = noise(KERNEL_H * KERNEL_W * channels * multiplier, 2);
  const dy = noise(BATCH * OUT_H * OUT_W * channels * multiplier, 3);
  const dx = room(x.length + 1);
  const dw = room(filter.length + 1);
  const image = [BATCH, IN_H, IN_W, channels] as const;
  const kernel = [KERNEL_H, KERNEL_W, multiplier] as const;
  gradients.depthwiseConv2dBackpropInput(dx, ...image, put(dy), OUT_H, OUT_W, put(filter), ...kernel, ...STEPS);
  gradients.depthwiseConv2dBackpropFilter(put(x), ...image, put(dy), OUT_H, OUT_W, dw, ...kernel, ...STEPS);

  const expected = { dx: new Float64Array(x.length), dw: new Float64Array(filter.length) };
  const [strideY, strideX, dilationY, dilationX, padTop, padLeft] = STEPS;
  for (let b = 0; b < BATCH; b++)
    for (let oy = 0; oy < OUT_H; oy++)
      for (let ox = 0; ox < OUT_W; ox++)
        for (let ky = 0; ky < KERNEL_H; ky++)
          for (let kx = 0; kx < KERNEL_W; kx++) {
            const iy = oy * strideY + ky * dilationY - padTop;
            const ix = ox * strideX + kx * dilationX - padLeft;
            if (iy < 0 || iy >= IN_H || ix < 0 || ix >= IN_W) continue;
            for (let c = 0; c < channels; c++)
              for (let m = 0; m < multiplier; m++) {
                const atX = ((b * IN_H + iy) * IN_W + ix) * channels + c;
                const atW = ((ky * KERNEL_W + kx) * channels + c) * multiplier + m;
                const slope = dy[((b * OUT_H + oy) * OUT_W + ox) * channels * multiplier + c * multiplier + m];
                expected.dx[atX] += slope * filter[atW];
                expected.dw[atW] += slope * x[atX];
              }
          }
  expect(relativeError(take(dx, x.length), expected.dx)).toBeLessThan(1e-6);
  expect(relativeError(take(dw, filter.length), expected.dw)).toBeLessThan(1e-6);
  expect(take(dx, x.length + 1)[x.length]).toBeNaN();
  expect(take(dw, filter.length + 1)[filter.length]).toBeNaN();
});
