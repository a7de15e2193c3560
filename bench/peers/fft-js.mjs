import FFT from "fft.js";
import { tightMfcc } from "./tight-mfcc.mjs";

/** fft.js, the fastest FFT in JavaScript alone, in float64. */
export default function create(spec) {
  const { nFft } = spec;
  const fft = new FFT(nFft);
  const input = new Float64Array(nFft);
  const output = new Float64Array(2 * nFft);
  const power = new Float64Array(1 + nFft / 2);
  return tightMfcc(spec, input, () => {
    fft.realTransform(output, input);
    for (let k = 0; k <= nFft / 2; k++)
      power[k] = output[2 * k] * output[2 * k] + output[2 * k + 1] * output[2 * k + 1];
    return power;
  });
}
