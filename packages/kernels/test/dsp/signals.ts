/** Σ x². */
export const energyOf = (x: Float32Array): number => x.reduce((sum, sample) => sum + sample ** 2, 0);

/** A sine of amplitude ½ at 16 kHz. */
export const sine = (hz: number, length: number): Float32Array =>
  Float32Array.from({ length }, (_, t) => 0.5 * Math.sin((2 * Math.PI * hz * t) / 16_000));

/** Lengths around one lane and one vector, and every tail. */
export const EDGE_LENGTHS = [0, 1, 2, 3, 4, 5, 7, 8, 9];
