// Only the file of audio functions is loaded: the package's other dependencies, ONNX Runtime and sharp, are overridden in
// package.json by a small one. Version 4 of transformers.js multiplies by the mel filters in ONNX Runtime; this one does
// it in JavaScript.
import { mel_filter_bank, spectrogram, window_function } from "@xenova/transformers/src/utils/audio.js";
import { tightDct } from "./tight-mfcc.mjs";

/** transformers.js: its spectrogram, and a DCT in tight JavaScript behind it, for it has none. */
export default function create({ sampleRate, nFft, winLength, hopLength, nMels, nMfcc, topDb }) {
  const window = new Float64Array(nFft);
  window.set(window_function(winLength, "hann"), (nFft - winLength) >> 1);
  const mel_filters = mel_filter_bank(1 + nFft / 2, nMels, 0, sampleRate / 2, sampleRate, "slaney", "slaney");
  const db_range = topDb > 0 ? topDb : null;
  const dct = tightDct(nMels, nMfcc);
  return (samples) => {
    // It centers by reflection only.
    const padded = new Float32Array(samples.length + nFft);
    padded.set(samples, nFft / 2);
    const options = { power: 2, center: false, mel_filters, log_mel: "dB", db_range, transpose: true };
    const { data, dims } = spectrogram(padded, window, nFft, hopLength, options);
    const [nFrames] = dims;
    const values = new Float32Array(nFrames * nMfcc);
    for (let t = 0; t < nFrames; t++) dct(data, t * nMels, values, t * nMfcc);
    return values;
  };
}
