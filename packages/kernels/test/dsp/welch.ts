/** Mean power spectrum of half overlapping Hann-windowed frames, [1 + nFft / 2], by a plain radix-2 FFT in float64. */
export function welchSpectrum(x: Float32Array, nFft: number): Float64Array {
  const power = new Float64Array(1 + nFft / 2);
  const window = Float64Array.from({ length: nFft }, (_, i) => 0.5 - 0.5 * Math.cos((2 * Math.PI * i) / nFft));
  const cosines = Float64Array.from({ length: nFft }, (_, i) => Math.cos((2 * Math.PI * i) / nFft));
  const sines = Float64Array.from({ length: nFft }, (_, i) => Math.sin((2 * Math.PI * i) / nFft));
  const [real, imaginary] = [new Float64Array(nFft), new Float64Array(nFft)];
  let nFrames = 0;
  for (let start = 0; start + nFft <= x.length; start += nFft / 2, nFrames++) {
    for (let i = 0; i < nFft; i++) real[i] = window[i] * x[start + i];
    imaginary.fill(0);
    transform(real, imaginary, cosines, sines);
    for (let k = 0; k < power.length; k++) power[k] += real[k] ** 2 + imaginary[k] ** 2;
  }
  return power.map((sum) => sum / nFrames);
}

function transform(real: Float64Array, imaginary: Float64Array, cosines: Float64Array, sines: Float64Array): void {
  const n = real.length;
  for (let i = 1, j = 0; i < n; i++) {
    let bit = n >> 1;
    for (; j & bit; bit >>= 1) j ^= bit;
    j ^= bit;
    if (i < j) {
      [real[i], real[j]] = [real[j], real[i]];
      [imaginary[i], imaginary[j]] = [imaginary[j], imaginary[i]];
    }
  }
  for (let length = 2; length <= n; length *= 2) {
    for (let start = 0; start < n; start += length) {
      for (let j = 0; j < length / 2; j++) {
        const [a, b] = [start + j, start + j + length / 2];
        const [c, s] = [cosines[(j * n) / length], sines[(j * n) / length]];
        const br = real[b] * c + imaginary[b] * s;
        const bi = imaginary[b] * c - real[b] * s;
        [real[b], imaginary[b]] = [real[a] - br, imaginary[a] - bi];
        real[a] += br;
        imaginary[a] += bi;
      }
    }
  }
}
