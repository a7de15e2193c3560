import { type FeatureSpec, librosaLogMel, type Waveform } from "@undertone/core";
import type { Dsp } from "@undertone/kernels/dsp";
import { createExtractor } from "@undertone/kernels/features";
import type { Picture } from "./services.ts";

/** More than a wide screen has pixels for. */
const MAX_BINS = 2000;
const MAX_COLUMNS = 1200;

const N_MELS = 64;

/** Samples that are made into frames at once: ten seconds, so that an hour takes no more memory. */
const PIECE_FRAMES = 1000;

/** Below the loudest value by so many e-folds of power, which is 60 dB, all is silent. */
const RANGE = 13.8;

/** A waveform as a picture: its outline, and 64 log-mels of 25 ms each 10 ms, the loudest of all frames in a column. */
export function pictureOf(dsp: Dsp, { samples, sampleRate }: Waveform): Picture {
  const features = pictureFeatures(sampleRate);
  return {
    seconds: samples.length / sampleRate,
    peaks: peaksOf(samples, Math.min(samples.length, MAX_BINS)),
    spectrogram: spectrogramOf(dsp, samples, features),
    nMels: N_MELS,
    fMin: features.fMin,
    fMax: features.fMax,
  };
}

/** [nBins, 2]: the lowest and the highest sample of each of nBins equal parts. */
export function peaksOf(samples: Float32Array, nBins: number): Float32Array {
  const peaks = new Float32Array(2 * nBins);
  for (let bin = 0; bin < nBins; bin++) {
    const end = Math.floor(((bin + 1) * samples.length) / nBins);
    let low = 1;
    let high = -1;
    for (let i = Math.floor((bin * samples.length) / nBins); i < end; i++) {
      low = Math.min(low, samples[i]);
      high = Math.max(high, samples[i]);
    }
    peaks.set([low, high], 2 * bin);
  }
  return peaks;
}

function pictureFeatures(sampleRate: number): FeatureSpec {
  const winLength = Math.round(0.025 * sampleRate);
  return librosaLogMel({
    sampleRate,
    nFft: Math.min(8192, 2 ** Math.ceil(Math.log2(winLength))),
    winLength: Math.min(8192, winLength),
    hopLength: Math.round(0.01 * sampleRate),
    nMels: N_MELS,
    fMin: 20,
    fMax: Math.min(8000, sampleRate / 2),
    logScale: "natural",
    logFloor: 1e-9,
    topDb: null,
  });
}

function spectrogramOf(dsp: Dsp, samples: Float32Array, features: FeatureSpec): Uint8Array<ArrayBuffer> {
  const extractor = createExtractor(dsp, features);
  const nFrames = Math.ceil(samples.length / features.hopLength);
  const nColumns = Math.min(nFrames, MAX_COLUMNS);
  const logMels = new Float32Array(nColumns * N_MELS).fill(Number.NEGATIVE_INFINITY);
  for (let first = 0; first < nFrames; first += PIECE_FRAMES) {
    const from = first * features.hopLength;
    const { values } = extractor.extract(samples.subarray(from, from + PIECE_FRAMES * features.hopLength));
    const end = Math.min(first + PIECE_FRAMES, nFrames);
    for (let frame = first; frame < end; frame++) {
      const column = Math.floor((frame * nColumns) / nFrames) * N_MELS;
      const row = (frame - first) * N_MELS;
      for (let mel = 0; mel < N_MELS; mel++) {
        logMels[column + mel] = Math.max(logMels[column + mel], values[row + mel]);
      }
    }
  }
  extractor.dispose();
  const loudest = logMels.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const floor = Math.log(features.logFloor) + 1e-3;
  return Uint8Array.from(logMels, (value) =>
    value <= floor ? 0 : Math.round(255 * Math.max(0, 1 - (loudest - value) / RANGE)),
  );
}
