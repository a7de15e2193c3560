import { createRequire } from "node:module";

// Its entry file loads plots and models, too.
const require = createRequire(import.meta.url);
const EssentiaWASM = require("essentia.js/dist/essentia-wasm.umd.js");
const Essentia = require("essentia.js/dist/essentia.js-core.umd.js");

/**
 * essentia.js, Essentia in WebAssembly, which makes each of its algorithms anew for each frame. As librosa's but for a symmetric
 * Hann window, and for top_db, which it lacks.
 */
export default function create({ sampleRate, nFft, winLength, hopLength, nMels, nMfcc }) {
  const essentia = new Essentia(EssentiaWASM);
  const nBins = 1 + nFft / 2;
  return (samples) => {
    const padded = new Float32Array(samples.length + nFft);
    padded.set(samples, nFft / 2);
    const lead = (nFft - winLength) >> 1;
    const nFrames = 1 + Math.floor(samples.length / hopLength);
    const values = new Float32Array(nFrames * nMfcc);
    for (let t = 0; t < nFrames; t++) {
      const start = t * hopLength + lead;
      const signal = essentia.arrayToVector(padded.subarray(start, start + winLength));
      const { frame } = essentia.Windowing(signal, false, winLength, "hann", nFft - winLength, false);
      const { spectrum } = essentia.Spectrum(frame, nFft);
      const { bands, mfcc } = essentia.MFCC(
        ...[spectrum, 2, sampleRate / 2, nBins, 0, "dbpow", 0, "unit_tri", nMels, nMfcc],
        ...[sampleRate, 1e-10, "power", "slaneyMel", "linear"],
      );
      values.set(essentia.vectorToArray(mfcc), t * nMfcc);
      for (const vector of [signal, frame, spectrum, bands, mfcc]) vector.delete();
    }
    return values;
  };
}
