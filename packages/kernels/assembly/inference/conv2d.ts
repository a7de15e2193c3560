/** Holds one position's outputs while a narrow panel is cut to its width. */
const row = memory.data(32, 16);

/**
 * 2-D cross-correlation of an input that already holds its padding, with a bias, then ReLU where `relu`:
 *
 *   y[t, f, o] = bias[o] + Σ filter[i, j, c, o] · x[t · strideTime + i · dilationTime, f · strideFrequency + j · dilationFrequency, c]
 *
 * summed over i, j, c in this order.
 *
 * @param x       f32[any, inFrequency, channels], large enough for every position
 * @param filter  f32[⌈filters / 8⌉, kernelTime, kernelFrequency, channels, 8], by `packPanels`
 * @param bias    f32[⌈filters / 8⌉, 8], by `packPanels`
 * @param y       f32[outTime, outFrequency, filters]; overlaps none
 */
// biome-ignore format: one tensor and its shape a line
export function conv2d(
  x: usize, inFrequency: i32, channels: i32,
  filter: usize, bias: usize, kernelTime: i32, kernelFrequency: i32,
  strideTime: i32, strideFrequency: i32, dilationTime: i32, dilationFrequency: i32,
  y: usize, outTime: i32, outFrequency: i32, filters: i32, relu: bool,
): void {
  const pixel = (<usize>channels) << 2;
  const line = <usize>inFrequency * pixel;
  const timeStep = <usize>strideTime * line;
  const frequencyStep = <usize>strideFrequency * pixel;
  const tapStep = <usize>dilationTime * line;
  // Neighbors in frequency lie side by side: without dilation they are one run, which is what a single channel needs.
  const joined = dilationFrequency === 1;
  const nRuns = joined ? 1 : kernelFrequency;
  const runLength = joined ? <usize>kernelFrequency * pixel : pixel;
  const runStep = <usize>dilationFrequency * pixel;

  const panelLength = (<usize>(kernelTime * kernelFrequency * channels)) << 5;
  const last = outTime * outFrequency - 1;
  const pitch = (<usize>filters) << 2;
  for (let panel = 0; panel < filters; panel += 8, filter += panelLength, bias += 32, y += 32) {
    // The last four may hold the last position several times: it is computed and written as often, and no branch is needed.
    for (let p = 0; p <= last; p += 4) {
      const q = min(p + 1, last);
      const r = min(p + 2, last);
      const s = min(p + 3, last);
      fourByEight(
        x + <usize>(p / outFrequency) * timeStep + <usize>(p % outFrequency) * frequencyStep,
        x + <usize>(q / outFrequency) * timeStep + <usize>(q % outFrequency) * frequencyStep,
        x + <usize>(r / outFrequency) * timeStep + <usize>(r % outFrequency) * frequencyStep,
        x + <usize>(s / outFrequency) * timeStep + <usize>(s % outFrequency) * frequencyStep,
        kernelTime, tapStep, nRuns, runStep, runLength,
        filter, bias,
        y + <usize>p * pitch, y + <usize>q * pitch, y + <usize>r * pitch, y + <usize>s * pitch,
        filters - panel, relu,
      );
    }
  }
}

/** Four positions times eight filters: every weight read serves four products, every input eight. */
// biome-ignore format: one tensor and its shape a line
function fourByEight(
  x0: usize, x1: usize, x2: usize, x3: usize,
  nTaps: i32, tapStep: usize, nRuns: i32, runStep: usize, runLength: usize,
  filter: usize, bias: usize,
  y0: usize, y1: usize, y2: usize, y3: usize,
  width: i32, relu: bool,
): void {
  let a0 = v128.load(bias), b0 = v128.load(bias, 16);
  let a1 = a0, b1 = b0, a2 = a0, b2 = b0, a3 = a0, b3 = b0;
  for (let tap = 0, tapStart: usize = 0; tap < nTaps; tap++, tapStart += tapStep) {
    for (let run = 0, start = tapStart; run < nRuns; run++, start += runStep) {
      for (let k = start, end = start + runLength; k < end; k += 4, filter += 32) {
        const wa = v128.load(filter);
        const wb = v128.load(filter, 16);
        let v = v128.load32_splat(x0 + k);
        a0 = f32x4.add(a0, f32x4.mul(v, wa));
        b0 = f32x4.add(b0, f32x4.mul(v, wb));
        v = v128.load32_splat(x1 + k);
        a1 = f32x4.add(a1, f32x4.mul(v, wa));
        b1 = f32x4.add(b1, f32x4.mul(v, wb));
        v = v128.load32_splat(x2 + k);
        a2 = f32x4.add(a2, f32x4.mul(v, wa));
        b2 = f32x4.add(b2, f32x4.mul(v, wb));
        v = v128.load32_splat(x3 + k);
        a3 = f32x4.add(a3, f32x4.mul(v, wa));
        b3 = f32x4.add(b3, f32x4.mul(v, wb));
      }
    }
  }
  finish(y0, a0, b0, width, relu);
  finish(y1, a1, b1, width, relu);
  finish(y2, a2, b2, width, relu);
  finish(y3, a3, b3, width, relu);
}

/** Writes the first `width` of eight outputs, all eight if it is more. */
function finish(y: usize, a: v128, b: v128, width: i32, relu: bool): void {
  if (relu) {
    a = f32x4.max(a, f32x4.splat(0));
    b = f32x4.max(b, f32x4.splat(0));
  }
  const to = width < 8 ? row : y;
  v128.store(to, a);
  v128.store(to, b, 16);
  if (width < 8) memory.copy(y, row, (<usize>width) << 2);
}
