/**
 * MFCC as librosa defines it around any real FFT, in JavaScript as tight as typed arrays and flat loops allow.
 *
 * @param spec           { sampleRate, nFft, winLength, hopLength, nMels, nMfcc, topDb }; topDb 0: off
 * @param input          what the FFT reads, [nFft], all 0
 * @param powerSpectrum  makes the power spectrum of `input`, [1 + nFft / 2]
 * @returns              from samples to values, [nFrames][nMfcc]
 */
export function tightMfcc(spec, input, powerSpectrum) {
  const { nFft, winLength, hopLength, nMels, nMfcc, topDb } = spec;
  const window = Float32Array.from(
    { length: winLength },
    (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / winLength),
  );
  const { first, length, weights } = melFilters(spec);
  const dct = tightDct(nMels, nMfcc);

  /** Windows frame t; zeros surround the samples. */
  function load(samples, t) {
    const start = t * hopLength - nFft / 2 + ((nFft - winLength) >> 1);
    if (start >= 0 && start + winLength <= samples.length) {
      for (let i = 0; i < winLength; i++) input[i] = samples[start + i] * window[i];
    } else {
      for (let i = 0; i < winLength; i++) input[i] = (samples[start + i] ?? 0) * window[i];
    }
  }

  function logMel(power, to, at) {
    for (let m = 0, w = 0; m < nMels; m++) {
      let sum = 0;
      for (let k = first[m], end = k + length[m]; k < end; k++) sum += power[k] * weights[w++];
      to[at + m] = (10 / Math.LN10) * Math.log(Math.max(sum, 1e-10));
    }
  }

  return (samples) => {
    const nFrames = 1 + Math.floor(samples.length / hopLength);
    const values = new Float32Array(nFrames * nMfcc);
    const mels = new Float32Array(nFrames * nMels);
    for (let t = 0; t < nFrames; t++) {
      load(samples, t);
      logMel(powerSpectrum(), mels, t * nMels);
    }
    if (topDb > 0) {
      let largest = -Infinity;
      for (let i = 0; i < mels.length; i++) if (mels[i] > largest) largest = mels[i];
      const floor = largest - topDb;
      for (let i = 0; i < mels.length; i++) if (mels[i] < floor) mels[i] = floor;
    }
    for (let t = 0; t < nFrames; t++) dct(mels, t * nMels, values, t * nMfcc);
    return values;
  };
}

/**
 * DCT-II, orthonormal.
 *
 * @returns from nMels values behind `from` in `mel` to nMfcc ones behind `at` in `to`
 */
export function tightDct(nMels, nMfcc) {
  const half = nMels >> 1;
  const basis = dctBasis(nMels, nMfcc);
  const sums = new Float64Array(nMels - half);
  const differences = new Float64Array(nMels - half);

  /** Even coefficients see only the sums of opposite mels, odd ones only the differences. */
  return (mel, from, to, at) => {
    for (let i = 0; i < half; i++) {
      const a = mel[from + i];
      const b = mel[from + nMels - 1 - i];
      sums[i] = a + b;
      differences[i] = a - b;
    }
    if (nMels & 1) sums[half] = mel[from + half];
    for (let c = 0, b = 0; c < nMfcc; c++) {
      const terms = c & 1 ? differences : sums;
      let sum = 0;
      for (let i = 0; i < terms.length; i++) sum += terms[i] * basis[b++];
      to[at + c] = sum;
    }
  };
}

function dctBasis(nMels, nMfcc) {
  const half = (nMels + 1) >> 1;
  return Float64Array.from({ length: nMfcc * half }, (_, at) => {
    const c = Math.floor(at / half);
    const i = at % half;
    return Math.sqrt((c ? 2 : 1) / nMels) * Math.cos((Math.PI * c * (2 * i + 1)) / (2 * nMels));
  });
}

/** Slaney's triangles of equal area, each from its first bin above 0. */
function melFilters({ sampleRate, nFft, nMels }) {
  const nyquist = sampleRate / 2;
  const top = nyquist < 1000 ? (nyquist * 3) / 200 : 15 + (27 * Math.log(nyquist / 1000)) / Math.log(6.4);
  const hzOf = (mel) => (mel < 15 ? (mel * 200) / 3 : 1000 * 6.4 ** ((mel - 15) / 27));
  const first = new Int32Array(nMels);
  const length = new Int32Array(nMels);
  const weights = [];
  for (let m = 0; m < nMels; m++) {
    const [low, mid, high] = [m, m + 1, m + 2].map((edge) => hzOf((edge * top) / (nMels + 1)));
    first[m] = Math.ceil((low * nFft) / sampleRate);
    length[m] = Math.min(Math.floor((high * nFft) / sampleRate), nFft / 2) - first[m] + 1;
    for (let k = first[m]; k < first[m] + length[m]; k++) {
      const hz = (k * sampleRate) / nFft;
      weights.push((2 / (high - low)) * Math.min((hz - low) / (mid - low), (high - hz) / (high - mid)));
    }
  }
  return { first, length, weights: Float32Array.from(weights) };
}
