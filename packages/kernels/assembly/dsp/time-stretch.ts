import { LANES, laneFft } from "./lane-fft";
import { findPeaks, lockPhases } from "./lock-phases";
// biome-ignore lint/style/useImportType: asc knows no type imports
import { StretchFrames, StretchPlan } from "./stretch-plan";

/** Frames that one inverse transform makes: four in the real parts, four in the imaginary ones. */
const GROUP: i32 = 8;

const nPeaks = memory.data(16, 16);

/**
 * Changes the tempo and keeps the pitch, by a phase vocoder with identity phase locking. Frame m of the output, centered
 * at sample m · hop, hop = nFft / 4, is the input's frame centered at sample ⌊m · hop · speed + ½⌋, or at m · hop before
 * the input begins, with its phases turned by `lockPhases`. Where input and output run alike, no phase is turned.
 *
 * @param plan    by `planStretch`, to be used once: it holds the phases
 * @param input   f32[...], its first sample nFft samples before the signal's; zeros beyond the signal
 * @param output  f32[(nFrames + 4) · hop], zeros, its first sample nFft samples before the signal's
 * @param nFrames a multiple of 8, the first of them frame -1
 * @param speed   over 1 is faster
 */
export function timeStretch(plan: usize, input: usize, output: usize, nFrames: i32, speed: f64): void {
  const p = changetype<StretchPlan>(plan);
  const hop = p.nFft >> 2;
  output += (<usize>hop) << 2; // where frame -1 begins: hop and half a frame before the signal
  for (let m = -1; m < nFrames - 1; m += GROUP) {
    analyze(p, input, m, speed, p.first, p.second);
    analyze(p, input, m + 4, speed, p.second, p.first);
    pack(p);
    laneFft(p.z, p.twiddles, p.nFft);
    overlapAdd(p, 16, output);
    overlapAdd(p, 0, output + ((<usize>hop) << 4));
    output += (<usize>hop) << 5;
  }
}

/** Transforms frames m to m + 3 and says what they are turned by; `before` holds frame m - 1 as its last. */
function analyze(
  plan: StretchPlan,
  input: usize,
  m: i32,
  speed: f64,
  frames: StretchFrames,
  before: StretchFrames,
): void {
  windowFrames(
    plan,
    frameAt(plan, input, m, speed),
    frameAt(plan, input, m + 1, speed),
    frameAt(plan, input, m + 2, speed),
    frameAt(plan, input, m + 3, speed),
  );
  laneFft(plan.z, plan.twiddles, plan.nFft);
  findPeaks(plan, frames, nPeaks);
  lockPhases(plan, frames, 0, load<i32>(nPeaks), before, 3);
  lockPhases(plan, frames, 1, load<i32>(nPeaks, 4), frames, 0);
  lockPhases(plan, frames, 2, load<i32>(nPeaks, 8), frames, 1);
  lockPhases(plan, frames, 3, load<i32>(nPeaks, 12), frames, 2);
}

/** Where the frame that becomes frame m of the output begins in the input. */
function frameAt(plan: StretchPlan, input: usize, m: i32, speed: f64): usize {
  const position = m * (plan.nFft >> 2);
  const center = m < 0 ? position : <i32>floor(<f64>position * speed + 0.5);
  return input + ((<usize>(center + (plan.nFft >> 1))) << 2);
}

/** Windows four frames into the real parts of z, and those a hop before them into the imaginary ones. */
function windowFrames(plan: StretchPlan, frame0: usize, frame1: usize, frame2: usize, frame3: usize): void {
  const bytes = (<usize>plan.nFft) << 2;
  const hop = bytes >> 2;
  let z = plan.z;
  for (let i: usize = 0; i < bytes; i += 16, z += 4 * LANES) {
    const w = v128.load(plan.window + i);
    transposeWindowed(z, w, frame0 + i, frame1 + i, frame2 + i, frame3 + i);
    transposeWindowed(z + 16, w, frame0 + i - hop, frame1 + i - hop, frame2 + i - hop, frame3 + i - hop);
  }
}

/** Four samples of four rows, windowed, to four complex values. */
function transposeWindowed(z: usize, w: v128, row0: usize, row1: usize, row2: usize, row3: usize): void {
  const a = f32x4.mul(w, v128.load(row0));
  const b = f32x4.mul(w, v128.load(row1));
  const c = f32x4.mul(w, v128.load(row2));
  const d = f32x4.mul(w, v128.load(row3));
  const ac01 = v128.shuffle<f32>(a, c, 0, 4, 1, 5);
  const ac23 = v128.shuffle<f32>(a, c, 2, 6, 3, 7);
  const bd01 = v128.shuffle<f32>(b, d, 0, 4, 1, 5);
  const bd23 = v128.shuffle<f32>(b, d, 2, 6, 3, 7);
  v128.store(z, v128.shuffle<f32>(ac01, bd01, 0, 4, 1, 5));
  v128.store(z, v128.shuffle<f32>(ac01, bd01, 2, 6, 3, 7), 32);
  v128.store(z, v128.shuffle<f32>(ac23, bd23, 0, 4, 1, 5), 64);
  v128.store(z, v128.shuffle<f32>(ac23, bd23, 2, 6, 3, 7), 96);
}

/**
 * Turns the spectra, A of the first four frames and B of the second, and packs them for one inverse transform, real and
 * imaginary parts exchanged:
 *
 *   Z[k] = A[k] + i·B[k],  Z[nFft - k] = A*[k] + i·B*[k]
 */
function pack(plan: StretchPlan): void {
  const half = <usize>(plan.nFft >> 1) * LANES;
  const end = plan.z + 2 * half;
  for (let at: usize = 0; at <= half; at += LANES) {
    const ar = turnedReal(plan.first, at);
    const br = turnedReal(plan.second, at);
    const low = plan.z + at;
    if (at === 0 || at === half) {
      v128.store(low, br);
      v128.store(low, ar, 16);
      continue;
    }
    const ai = turnedImaginary(plan.first, at);
    const bi = turnedImaginary(plan.second, at);
    const high = end - at;
    v128.store(low, f32x4.add(ai, br));
    v128.store(low, f32x4.sub(ar, bi), 16);
    v128.store(high, f32x4.sub(br, ai));
    v128.store(high, f32x4.add(ar, bi), 16);
  }
}

function turnedReal(frames: StretchFrames, at: usize): v128 {
  const x = frames.spectrum + at;
  const w = frames.turn + at;
  return f32x4.sub(f32x4.mul(v128.load(x), v128.load(w)), f32x4.mul(v128.load(x, 16), v128.load(w, 16)));
}

function turnedImaginary(frames: StretchFrames, at: usize): v128 {
  const x = frames.spectrum + at;
  const w = frames.turn + at;
  return f32x4.add(f32x4.mul(v128.load(x), v128.load(w, 16)), f32x4.mul(v128.load(x, 16), v128.load(w)));
}

/** Windows four frames, from the real (part = 0) or the imaginary parts (16) of z, and adds them a hop apart. */
function overlapAdd(plan: StretchPlan, part: usize, output: usize): void {
  const bytes = (<usize>plan.nFft) << 2;
  const hop = bytes >> 2;
  const z = plan.z + part;
  for (let i: usize = 0; i < bytes; i += 16, output += 16) {
    const positions = plan.positions + i;
    const a = v128.load(z + <usize>load<u32>(positions));
    const b = v128.load(z + <usize>load<u32>(positions, 4));
    const c = v128.load(z + <usize>load<u32>(positions, 8));
    const d = v128.load(z + <usize>load<u32>(positions, 12));
    const ac01 = v128.shuffle<f32>(a, c, 0, 4, 1, 5);
    const ac23 = v128.shuffle<f32>(a, c, 2, 6, 3, 7);
    const bd01 = v128.shuffle<f32>(b, d, 0, 4, 1, 5);
    const bd23 = v128.shuffle<f32>(b, d, 2, 6, 3, 7);
    const w = v128.load(plan.synthesis + i);
    addWindowed(output, w, v128.shuffle<f32>(ac01, bd01, 0, 4, 1, 5));
    addWindowed(output + hop, w, v128.shuffle<f32>(ac01, bd01, 2, 6, 3, 7));
    addWindowed(output + 2 * hop, w, v128.shuffle<f32>(ac23, bd23, 0, 4, 1, 5));
    addWindowed(output + 3 * hop, w, v128.shuffle<f32>(ac23, bd23, 2, 6, 3, 7));
  }
}

function addWindowed(to: usize, window: v128, x: v128): void {
  v128.store(to, f32x4.add(v128.load(to), f32x4.mul(window, x)));
}
