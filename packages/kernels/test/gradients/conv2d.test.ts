import { describe, expect, it } from "vitest";
import { noise, relativeError, startHeap } from "./heap.ts";

const { gradients, put, room, take } = await startHeap();

interface Case {
  batch?: number;
  input: [number, number, number];
  outC: number;
  kernel: [number, number];
  strides?: [number, number];
  dilations?: [number, number];
  pads?: [number, number];
  output: [number, number];
}

// One tile, less than one, every edge; strides with dilations, which tfjs refuses; more pixels than a block of 248.
const CASES: Case[] = [
  { input: [1, 1, 1], outC: 1, kernel: [1, 1], output: [1, 1] },
  { input: [4, 3, 3], outC: 5, kernel: [3, 3], pads: [1, 1], output: [4, 3] },
  { input: [5, 7, 4], outC: 8, kernel: [1, 1], output: [5, 7] },
  { input: [7, 6, 5], outC: 7, kernel: [3, 2], strides: [2, 3], pads: [1, 0], output: [4, 2] },
  { batch: 2, input: [9, 8, 2], outC: 9, kernel: [3, 3], dilations: [2, 3], pads: [2, 3], output: [9, 8] },
  {
    batch: 3,
    input: [11, 10, 3],
    outC: 4,
    kernel: [2, 3],
    strides: [3, 2],
    dilations: [4, 2],
    pads: [2, 1],
    output: [4, 4],
  },
  { input: [6, 5, 1], outC: 3, kernel: [5, 4], pads: [4, 3], output: [6, 8] },
  { batch: 2, input: [15, 12, 1], outC: 16, kernel: [7, 5], strides: [1, 1], pads: [3, 2], output: [15, 12] },
  { input: [3, 3, 8], outC: 8, kernel: [5, 5], strides: [2, 2], pads: [5, 5], output: [5, 5] },
  // Windows of eight rows: whole ones, cut ones, in phases, strided across, three to five taps, above and below a block.
  { batch: 2, input: [12, 1, 8], outC: 16, kernel: [5, 1], pads: [2, 0], output: [12, 1] },
  { batch: 3, input: [37, 1, 16], outC: 8, kernel: [5, 1], pads: [2, 0], output: [37, 1] },
  { batch: 40, input: [15, 1, 8], outC: 24, kernel: [5, 1], output: [11, 1] },
  { input: [75, 1, 8], outC: 8, kernel: [5, 1], dilations: [4, 1], pads: [8, 0], output: [75, 1] },
  { batch: 2, input: [30, 5, 8], outC: 8, kernel: [3, 3], pads: [1, 1], output: [30, 5] },
  {
    input: [23, 7, 8],
    outC: 8,
    kernel: [3, 3],
    strides: [1, 2],
    dilations: [2, 2],
    pads: [2, 1],
    output: [23, 3],
  },
  { batch: 2, input: [16, 3, 24], outC: 8, kernel: [4, 2], pads: [1, 0], output: [15, 2] },
];

/** Windows of eight rows lose 1.3 to 1.8 bits against sums of single products. */
const WINDOWS_ERROR = 2e-6;

describe.each(CASES)("convolution of $input with $kernel, $strides, $dilations", (c) => {
  const { batch = 1, input, outC, kernel, strides = [1, 1], dilations = [1, 1], pads = [0, 0], output } = c;
  const [inH, inW, inC] = input;
  const x = noise(batch * inH * inW * inC, 1);
  const filter = noise(kernel[0] * kernel[1] * inC * outC, 2);
  const dy = noise(batch * output[0] * output[1] * outC, 3);
  const reference = convolve({ ...c, batch, strides, dilations, pads }, x, filter, dy);
  const steps = [...strides, ...dilations, ...pads] as [number, number, number, number, number, number];

  it.each([
    { ordered: true, error: 1e-6 },
    { ordered: false, error: WINDOWS_ERROR },
  ])("agrees with its definition, in order: $ordered", ({ ordered, error }) => {
    const y = room(dy.length + 1);
    const scratch = room(
      gradients.conv2dScratch(inC, output[0], outC, ...kernel, strides[0], dilations[0], ordered) / 4,
    );
    gradients.conv2d(put(x), batch, ...input, y, ...output, outC, put(filter), ...kernel, ...steps, ordered, scratch);
    expect(relativeError(take(y, dy.length), reference.y)).toBeLessThan(error);
    expect(take(y, dy.length + 1)[dy.length]).toBeNaN();
  });

  it("has the gradient of its filter", () => {
    const dw = room(filter.length + 1);
    const scratch = room(
      gradients.conv2dBackpropFilterScratch(inC, output[0], outC, ...kernel, strides[0], dilations[0]) / 4,
    );
    gradients.conv2dBackpropFilter(put(x), batch, ...input, put(dy), ...output, outC, dw, ...kernel, ...steps, scratch);
    expect(relativeError(take(dw, filter.length), reference.dw)).toBeLessThan(WINDOWS_ERROR);
    expect(take(dw, filter.length + 1)[filter.length]).toBeNaN();
  });

  it("has the gradient of its input", () => {
    const dx = room(x.length + 1);
    const scratch = room(
      gradients.conv2dBackpropInputScratch(inC, output[0], outC, ...kernel, strides[0], dilations[0]) / 4,
    );
    gradients.conv2dBackpropInput(
      dx,
      batch,
      ...input,
      put(dy),
      ...output,
      outC,
      put(filter),
      ...kernel,
      ...steps,
      scratch,
    );
    expect(relativeError(take(dx, x.length), reference.dx)).toBeLessThan(WINDOWS_ERROR);
    expect(take(dx, x.length + 1)[x.length]).toBeNaN();
  });
});

/** The definition and its two gradients, term by term in double precision. */
function convolve(c: Required<Case>, x: Float32Array, filter: Float32Array, dy: Float32Array) {
  const [inH, inW, inC] = c.input;
  const y = new Float64Array(dy.length);
  const dx = new Float64Array(x.length);
  const dw = new Float64Array(filter.length);
  for (let b = 0; b < c.batch; b++)
    for (let oy = 0; oy < c.output[0]; oy++)
      for (let ox = 0; ox < c.output[1]; ox++)
        for (let ky = 0; ky < c.kernel[0]; ky++)
          for (let kx = 0; kx < c.kernel[1]; kx++) {
            const iy = oy * c.strides[0] + ky * c.dilations[0] - c.pads[0];
            const ix = ox * c.strides[1] + kx * c.dilations[1] - c.pads[1];
            if (iy < 0 || iy >= inH || ix < 0 || ix >= inW) continue;
            for (let i = 0; i < inC; i++)
              for (let o = 0; o < c.outC; o++) {
                const atX = ((b * inH + iy) * inW + ix) * inC + i;
                const atW = ((ky * c.kernel[1] + kx) * inC + i) * c.outC + o;
                const atY = ((b * c.output[0] + oy) * c.output[1] + ox) * c.outC + o;
                y[atY] += x[atX] * filter[atW];
                dx[atX] += dy[atY] * filter[atW];
                dw[atW] += dy[atY] * x[atX];
              }
          }
  return { y, dx, dw };
}
