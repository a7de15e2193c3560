/**
 * Turns powers into magnitudes, in place: √x.
 *
 * @param power  f32[nBins][4], not negative
 */
export function magnitudeSpectrum(power: usize, nBins: i32): void {
  for (const end = power + ((<usize>nBins) << 4); power < end; power += 16) {
    v128.store(power, f32x4.sqrt(v128.load(power)));
  }
}
