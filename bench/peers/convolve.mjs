import FFT from "fft.js";

/** Convolution by overlap-save around fft.js, two blocks as one complex signal; the length of least work. */
export default function create(...response) {
  const m = response.length;
  let nFft = 64;
  while (nFft < 4 * m) nFft *= 2;
  const fft = new FFT(nFft);
  const hop = nFft - m + 1;
  const spectrum = fft.createComplexArray();
  const [input, frequencies, output] = [0, 1, 2].map(() => fft.createComplexArray());
  input.fill(0);
  for (let k = 0; k < m; k++) input[2 * k] = response[k];
  fft.transform(spectrum, input);
  return (samples) => {
    const result = new Float32Array(samples.length);
    for (let start = 0; start < samples.length; start += 2 * hop) {
      for (let i = 0; i < nFft; i++) {
        input[2 * i] = samples[start - m + 1 + i] ?? 0;
        input[2 * i + 1] = samples[start + hop - m + 1 + i] ?? 0;
      }
      fft.transform(frequencies, input);
      for (let k = 0; k < 2 * nFft; k += 2) {
        const [zr, zi, hr, hi] = [frequencies[k], frequencies[k + 1], spectrum[k], spectrum[k + 1]];
        frequencies[k] = zr * hr - zi * hi;
        frequencies[k + 1] = zr * hi + zi * hr;
      }
      fft.inverseTransform(output, frequencies);
      for (let i = 0; i < hop; i++) {
        if (start + i < samples.length) result[start + i] = output[2 * (m - 1 + i)];
        if (start + hop + i < samples.length) result[start + hop + i] = output[2 * (m - 1 + i) + 1];
      }
    }
    return result;
  };
}
