import PFFFT from "@echogarden/pffft-wasm/simd";
import { tightMfcc } from "./tight-mfcc.mjs";

const REAL = 0;
const FORWARD = 0;

/** pffft compiled to Wasm with SIMD, everything else in JavaScript. */
export default async function create(spec) {
  const { nFft } = spec;
  const wasm = await PFFFT();
  const setup = wasm._pffft_new_setup(nFft, REAL);
  const [from, to, work] = [0, 1, 2].map(() => wasm._pffft_aligned_malloc(4 * nFft));
  const input = new Float32Array(wasm.HEAPF32.buffer, from, nFft).fill(0);
  const output = new Float32Array(wasm.HEAPF32.buffer, to, nFft);
  const power = new Float32Array(1 + nFft / 2);
  return tightMfcc(spec, input, () => {
    wasm._pffft_transform_ordered(setup, from, to, work, FORWARD);
    power[0] = output[0] * output[0];
    power[nFft / 2] = output[1] * output[1];
    for (let k = 1; k < nFft / 2; k++) power[k] = output[2 * k] * output[2 * k] + output[2 * k + 1] * output[2 * k + 1];
    return power;
  });
}
