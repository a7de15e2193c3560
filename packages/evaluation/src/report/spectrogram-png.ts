import { type FeatureSpec, librosaLogMel } from "@undertone/core";
import { encodePng } from "./png.ts";

/** The log-mels that a report shows, whatever the recipe hears: 25 ms every 10 ms, 64 mels from 20 to 8000 Hz, ln of power. */
export const SPECTROGRAM_FEATURES: FeatureSpec = librosaLogMel({
  sampleRate: 16_000,
  nFft: 512,
  winLength: 400,
  hopLength: 160,
  nMels: 64,
  fMin: 20,
  fMax: 8000,
  logScale: "natural",
  logFloor: 1e-9,
  topDb: null,
});

/** A spectrogram to be looked at. */
export interface LogMel {
  /** logarithms of mel energies, [nFrames, nMels], the lowest mel first */
  values: Float32Array;
  nFrames: number;
  nMels: number;
  /** of the recording, in seconds */
  duration: number;
}

/** Frames beyond these many are joined, so that a long recording makes no large file. */
const MAX_WIDTH = 240;

/** Below the loudest value by so many e-folds of power, which is 60 dB, all is white. */
const RANGE = 13.8;

/**
 * A spectrogram as a PNG: time to the right, low frequencies at the bottom, loud dark on white.
 *
 * @returns  the bytes and the pixels' number; null without a frame
 * @throws RangeError if values is not [nFrames, nMels]
 */
export function spectrogramPng({
  values,
  nFrames,
  nMels,
}: LogMel): { bytes: Uint8Array<ArrayBuffer>; width: number; height: number } | null {
  if (values.length !== nFrames * nMels) {
    throw new RangeError(`values has ${values.length} numbers, expected ${nFrames * nMels} as of ${nFrames} frames`);
  }
  if (nFrames === 0) return null;

  const loudest = values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const width = Math.min(nFrames, MAX_WIDTH);
  const pixels = new Uint8Array(width * nMels);
  for (let x = 0; x < width; x++) {
    const first = Math.floor((x * nFrames) / width);
    const end = Math.floor(((x + 1) * nFrames) / width);
    for (let mel = 0; mel < nMels; mel++) {
      let value = Number.NEGATIVE_INFINITY;
      for (let frame = first; frame < end; frame++) value = Math.max(value, values[frame * nMels + mel]);
      const loudness = Math.max(0, 1 - (loudest - value) / RANGE);
      pixels[(nMels - 1 - mel) * width + x] = Math.round(255 * (1 - loudness));
    }
  }
  return { bytes: encodePng(pixels, width, nMels), width, height: nMels };
}
