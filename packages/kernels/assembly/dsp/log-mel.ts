import { logLanes } from "../common/lanes";

/**
 * Logarithms of four frames in four lanes: logMel[m] = scale · ln(unit · max(mel[m], floor)).
 *
 * @param mel     f32[nMels][4]
 * @param floor   above 0, so that unit · floor is a normal float32
 * @param unit    a power of two
 * @param scale   1, or 10 / ln 10 for decibels
 * @param logMel  f32[nMels][4]; may be `mel`
 */
export function logMel(mel: usize, nMels: i32, floor: f32, unit: f32, scale: f32, logMel: usize): void {
  const floors = f32x4.splat(floor);
  const units = f32x4.splat(unit);
  const scales = f32x4.splat(scale);
  for (const end = mel + ((<usize>nMels) << 4); mel < end; mel += 16, logMel += 16) {
    v128.store(logMel, f32x4.mul(scales, logLanes(f32x4.mul(units, f32x4.max(v128.load(mel), floors)))));
  }
}
