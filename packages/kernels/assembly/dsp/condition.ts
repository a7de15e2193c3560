import { sumOfSquares } from "../common/vector";

/**
 * Subtracts the mean from x in place; the sum is taken in float64.
 *
 * @param x  f32[length]
 */
export function removeMean(x: usize, length: i32): void {
  const end = x + ((<usize>length) << 2);
  let lanes = f64x2.splat(0);
  let i = x;
  for (; i + 8 <= end; i += 8) lanes = f64x2.add(lanes, f64x2.promote_low_f32x4(v128.load64_zero(i)));
  let sum = f64x2.extract_lane(lanes, 0) + f64x2.extract_lane(lanes, 1);
  for (; i < end; i += 4) sum += <f64>load<f32>(i);

  const mean = <f32>(sum / <f64>length);
  const means = f32x4.splat(mean);
  for (i = x; i + 16 <= end; i += 16) v128.store(i, f32x4.sub(v128.load(i), means));
  for (; i < end; i += 4) store<f32>(i, load<f32>(i) - mean);
}

/**
 * Energies of the frames that fit into x: energies[t] = Σ x[t · hopLength + i]², i < winLength.
 *
 * @param x         f32[(nFrames - 1) · hopLength + winLength]
 * @param energies  f32[nFrames]
 */
export function frameEnergies(x: usize, winLength: i32, hopLength: i32, nFrames: i32, energies: usize): void {
  const hop = (<usize>hopLength) << 2;
  for (let t = 0; t < nFrames; t++, x += hop, energies += 4) store<f32>(energies, sumOfSquares(x, winLength));
}
