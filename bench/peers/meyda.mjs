import Meyda from "meyda";

/**
 * Meyda, plain JavaScript, by frames as librosa cuts them. What differs: a symmetric Hann window over all of nFft, HTK's mels in
 * triangles of height 1, ln(1 + x), a DCT of its own scale, no top_db.
 */
export default function create({ sampleRate, nFft, hopLength, nMels, nMfcc }) {
  Object.assign(Meyda, {
    bufferSize: nFft,
    sampleRate,
    melBands: nMels,
    numberOfMFCCCoefficients: nMfcc,
    windowingFunction: "hanning",
  });
  return (samples) => {
    const padded = new Float32Array(samples.length + nFft);
    padded.set(samples, nFft / 2);
    const nFrames = 1 + Math.floor(samples.length / hopLength);
    const values = new Float32Array(nFrames * nMfcc);
    for (let t = 0; t < nFrames; t++) {
      values.set(Meyda.extract("mfcc", padded.subarray(t * hopLength, t * hopLength + nFft)), t * nMfcc);
    }
    return values;
  };
}
