import { splatAt } from "../common/lanes";
import { alloc } from "../common/memory";

/** 2⁻²⁴, float32's rounding. */
const ROUNDING: f64 = 5.9604644775390625e-8;

/**
 * The standard deviation, as `doubtfulLanes` expects it, that float32 may add to a frame's values, in their own unit. At
 * 1e-5, 3 % of the frames of speech at 16 kHz are made again, and all MFCCs keep 1.1e-4 (largest) and 7e-6 (rms); at 1.2e-5, 2 %
 * and 1.2e-4.
 */
const TOLERANCE: f64 = 1e-5;

/** How much less than at the floor a mel's error counts that lies under half of it. */
const UNSEEN: f32 = 1048576;

/**
 * Makes each mel's share of a frame's doubt (see `doubtfulLanes`):
 *
 *   noise[m] = 4 · 2⁻⁴⁸ · gain / (nFft · tolerance²) · Σ w² / Σ w,  w the weights of filter m
 *
 * @param segments  by `planMelSpectrum`
 * @param gain      from the variance of the mels' natural logarithms, summed, to that of the values
 * @returns f32[nMels]
 */
export function planDoubt(segments: usize, nFft: i32, nMels: i32, gain: f64): usize {
  const scale = (4 * ROUNDING * ROUNDING * gain) / (<f64>nFft * TOLERANCE * TOLERANCE);
  const noise = alloc((<usize>nMels) << 2);
  let sum: f64 = 0;
  let squares: f64 = 0;
  for (let s = 0; s <= nMels; s++) {
    let nextSum: f64 = 0;
    let nextSquares: f64 = 0;
    const end = segments + 8 + ((<usize>load<u32>(segments, 4)) << 4);
    for (segments += 8; segments < end; segments += 8) {
      const rising = <f64>load<f32>(segments);
      const falling = <f64>load<f32>(segments, 4);
      nextSum += rising;
      nextSquares += rising * rising;
      sum += falling;
      squares += falling * falling;
    }
    if (s > 0) store<f32>(noise + ((<usize>(s - 1)) << 2), sum > 0 ? <f32>((scale * squares) / sum) : 0);
    sum = nextSum;
    squares = nextSquares;
  }
  return noise;
}

/**
 * Which of four frames float32 is too coarse for.
 *
 * An FFT in float32 leaves an error of about 2⁻²⁴ · ‖frame‖ in every bin alike, whatever the bin holds: little where a frame
 * has one level of noise, all there is where a tone stands beside silence. So
 *
 *   variance of ln mel[m] = 2 · |error|² · Σ w² power / mel[m]²,  |error|² = 2⁻⁴⁸ · ‖frame‖² = 2⁻⁴⁸ · (2 / nFft) · energy
 *
 * in which Σ w² power is taken for mel[m] · Σ w² / Σ w. A frame's values alone decide, so that its bits depend on nothing
 * beside it. Of a mel well below the floor, or so far below the frame's own largest that topDb will raise it, no error is
 * seen, unless it is so large that the mel may lie above. Counted as at the floor, it had 57 % of the frames of RAVDESS at 22.05 kHz
 * made again, for the bands over 8 kHz where that has nothing; so, 7 %.
 *
 * @param mel     f32[nMels][4]
 * @param noise   by `planDoubt`
 * @param floor   as `logMel`
 * @param range   10^(-topDb / 10); 0: off
 * @param energy  of each lane, by `powerSpectrum`
 * @returns       bit i for lane i
 */
// biome-ignore format: one tensor a line
export function doubtfulLanes(
  mel: usize, noise: usize, nMels: i32,
  floor: f32, range: f32, energy: v128,
): i32 {
  const end = mel + ((<usize>nMels) << 4);
  let floors = f32x4.splat(floor);
  if (range > 0) {
    let largest = f32x4.splat(0);
    for (let m = mel; m < end; m += 16) largest = f32x4.max(largest, v128.load(m));
    floors = f32x4.max(floors, f32x4.mul(largest, f32x4.splat(range)));
  }
  const unseen = f32x4.mul(floors, f32x4.splat(0.5));
  const discount = f32x4.mul(floors, f32x4.splat(UNSEEN));

  let sum = f32x4.splat(0);
  for (; mel < end; mel += 16, noise += 4) {
    const value = v128.load(mel);
    const counted = f32x4.max(f32x4.max(value, floors), v128.and(f32x4.lt(value, unseen), discount));
    sum = f32x4.add(sum, f32x4.div(splatAt(noise), counted));
  }
  const certain = f32x4.le(f32x4.mul(energy, sum), f32x4.splat(1));
  return i32x4.bitmask(v128.not(certain));
}
