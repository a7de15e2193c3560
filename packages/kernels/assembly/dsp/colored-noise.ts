import { splatAt } from "../common/lanes";
import { exp, log, sinTurns } from "../common/math";
import { alloc } from "../common/memory";
import { gaussianNoise } from "./gaussian-noise";
import { LANES, laneFft, planLaneFft } from "./lane-fft";
import { planPositions } from "./lane-positions";
import { lanesToRowsAt } from "./lane-rows";

/** Frame length: the slope holds from some 4 / 4096 of the sample rate on. */
const N_FFT: i32 = 4096;
const HOP: i32 = N_FFT / 2;
const FRAME_BYTES: usize = (<usize>N_FFT) << 2;

/** Frames that one transform makes: four in the real parts, four in the imaginary ones. */
const GROUP: usize = 8;

/**
 * Fills x with Gaussian noise of mean 0 and variance 1 whose power spectrum falls as 1 / f^exponent: 0 is white, 1 pink,
 * 2 brown. Frames are transforms of white noise weighted in frequency,
 *
 *   frame[i] = Re Σ a[k] · noise[k] · exp(-2πi · k · i / N),  a[k] ~ min(k, N - k)^(-exponent / 2),  a[0] = a[1],
 *
 * eight of them by one transform, and x is the sum of frames a half apart, each under half a period of a sine: the squares
 * of two add up to 1, so the variance is the same everywhere. A shorter length gives the same values, but fewer.
 *
 * @param x         f32[nGroups * 8 * 2048], out; the first 2048 lie under one frame only and are of no use
 * @param exponent  -4 to 4
 * @param seed0     128 random bits with seed1, seed2 and seed3; any will do
 */
// biome-ignore format: one purpose a line
export function coloredNoise(
  x: usize, nGroups: i32, exponent: f64,
  seed0: i32, seed1: i32, seed2: i32, seed3: i32,
): void {
  const weights = planWeights(exponent);
  const window = planSine();
  const twiddles = planLaneFft(N_FFT);
  const positions = planPositions(N_FFT);
  const z = alloc(<usize>N_FFT * LANES);
  const frames = alloc((GROUP + 1) * FRAME_BYTES);
  memory.fill(frames, 0, FRAME_BYTES);
  for (let group = 0; group < nGroups; group++) {
    // Steps by odd numbers, none of which repeats: `gaussianNoise` stirs each word by itself.
    gaussianNoise(
      z, 2 * 4 * N_FFT,
      seed0 + group * 0x9e3779b9, seed1 + group * 0x85ebca6b, seed2 + group * 0xc2b2ae35, seed3 + group * 0x27d4eb2f,
    );
    weigh(z, weights);
    laneFft(z, twiddles, N_FFT);
    for (let part: usize = 0; part < 2; part++) {
      const first = frames + (1 + 4 * part) * FRAME_BYTES;
      lanesToRowsAt(
        z + 16 * part, positions, N_FFT,
        first, first + FRAME_BYTES, first + 2 * FRAME_BYTES, first + 3 * FRAME_BYTES,
      );
    }
    for (let frame: usize = 0; frame < GROUP; frame++, x += FRAME_BYTES >> 1) {
      overlapAdd(x, frames + frame * FRAME_BYTES, window);
    }
    memory.copy(frames, frames + GROUP * FRAME_BYTES, FRAME_BYTES);
  }
}

/** f32[1 + N / 2]: amplitudes for frames of variance 1. Those of 0 and N / 2 stand once in the sum, all others twice. */
function planWeights(exponent: f64): usize {
  const weights = alloc((1 + <usize>HOP) << 2);
  let variance: f64 = 0;
  for (let k = 1; k <= HOP; k++) {
    const power = exp(-exponent * log(<f64>k));
    variance += k < HOP ? 2 * power : power;
  }
  const scale = 1 / sqrt(variance + 1);
  store<f32>(weights, <f32>scale);
  for (let k = 1; k <= HOP; k++) {
    store<f32>(weights + ((<usize>k) << 2), <f32>(scale * exp((-exponent / 2) * log(<f64>k))));
  }
  return weights;
}

/** f32[N]: sin(π · (i + ½) / N). */
function planSine(): usize {
  const window = alloc(FRAME_BYTES);
  for (let i = 0; i < N_FFT; i++) {
    store<f32>(window + ((<usize>i) << 2), <f32>sinTurns((<f64>i + 0.5) / <f64>(2 * N_FFT)));
  }
  return window;
}

function weigh(z: usize, weights: usize): void {
  for (let k = 0; k < N_FFT; k++, z += LANES) {
    const weight = splatAt(weights + ((<usize>min(k, N_FFT - k)) << 2));
    v128.store(z, f32x4.mul(v128.load(z), weight));
    v128.store(z, f32x4.mul(v128.load(z, 16), weight), 16);
  }
}

/** x[i] = the second half of a frame, windowed, and the first half of the one behind it. */
function overlapAdd(x: usize, frame: usize, window: usize): void {
  const half = FRAME_BYTES >> 1;
  for (let i: usize = 0; i < half; i += 16) {
    const before = f32x4.mul(v128.load(window + half + i), v128.load(frame + half + i));
    const behind = f32x4.mul(v128.load(window + i), v128.load(frame + FRAME_BYTES + i));
    v128.store(x + i, f32x4.add(before, behind));
  }
}
