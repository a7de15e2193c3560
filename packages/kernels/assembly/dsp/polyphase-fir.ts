/**
 * Resamples by upStep / downStep, both coprime: output m lies at input m · downStep / upStep, and each of the upStep
 * positions between two inputs has a filter row of its own.
 *
 *   output[m] = Σ_tap rows[m · downStep mod upStep][tap] · input[⌊m · downStep / upStep⌋ + tap]
 *
 * Outputs come in blocks of 4 · upStep: the four of a block at the same position share each load of their row.
 *
 * @param input   f32[(nBlocks · 4 · upStep - 1) · downStep / upStep + nTaps], begins nTaps / 2 - 1 zeros early
 * @param output  f32[nBlocks · 4 · upStep]
 * @param rows    f32[upStep, nTaps] of `planResampleFilter`
 * @param nTaps   a multiple of 4
 */
export function polyphaseFir(
  input: usize,
  output: usize,
  nBlocks: i32,
  rows: usize,
  nTaps: i32,
  upStep: i32,
  downStep: i32,
): void {
  const rowBytes = (<usize>nTaps) << 2;
  const inputStep = (<usize>downStep) << 2;
  const outputStep = (<usize>upStep) << 2;
  for (let block = 0; block < nBlocks; block++, output += 3 * outputStep, input += 4 * inputStep) {
    let phase = 0;
    let x = input;
    for (let m = 0; m < upStep; m++, output += 4) {
      const row = rows + <usize>phase * rowBytes;
      let a = f32x4.splat(0);
      let b = f32x4.splat(0);
      let c = f32x4.splat(0);
      let d = f32x4.splat(0);
      for (let tap: usize = 0; tap < rowBytes; tap += 16) {
        const h = v128.load(row + tap);
        a = f32x4.add(a, f32x4.mul(h, v128.load(x + tap)));
        b = f32x4.add(b, f32x4.mul(h, v128.load(x + inputStep + tap)));
        c = f32x4.add(c, f32x4.mul(h, v128.load(x + 2 * inputStep + tap)));
        d = f32x4.add(d, f32x4.mul(h, v128.load(x + 3 * inputStep + tap)));
      }
      store<f32>(output, sum(a));
      store<f32>(output + outputStep, sum(b));
      store<f32>(output + 2 * outputStep, sum(c));
      store<f32>(output + 3 * outputStep, sum(d));

      phase += downStep;
      x += (<usize>(phase / upStep)) << 2;
      phase %= upStep;
    }
  }
}

/**
 * The same where upStep is too large for a row of each position: the response is interpolated linearly between the two
 * nearest of nPhases + 1 rows. The error is (2π · frequency / input rate / nPhases)² / 8 of the amplitude.
 *
 * @param input   f32[(length - 1) · downStep / upStep + nTaps], begins nTaps / 2 - 1 zeros early
 * @param output  f32[length]
 * @param rows    f32[nPhases + 1, nTaps] of `planResampleFilter`
 * @param nTaps   a multiple of 8
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
): void {
  const rowBytes = (<usize>nTaps) << 2;
  let phase = 0;
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
