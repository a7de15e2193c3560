/** Audio in memory: one channel. */
export interface Waveform {
  /** [n], nominally in [-1, 1] */
  samples: Float32Array;
  /** Hz */
  sampleRate: number;
}

/** Audio as a network sees it: one row of coefficients per frame. */
export interface Features {
  /** [nFrames, nCoefficients], row-major */
  values: Float32Array;
  nFrames: number;
}
