import { alloc } from "../common/memory";
import { COMPLEX, storeProduct, storeTwiddles, twiddlesBytes } from "./butterfly";
import { conditionFrames } from "./condition-frames";

/** Makes the factors of the first pass of an FFT of nFft / 2 values. @returns f64[nFft / 8][3][real, imaginary] */
export function planConditionedPass(nFft: i32): usize {
  const quarter = nFft >> 3;
  const twiddles = alloc(<usize>quarter * twiddlesBytes<f64>());
  for (let j = 0; j < quarter; j++) storeTwiddles<f64>(twiddles + <usize>j * twiddlesBytes<f64>(), j, nFft >> 1);
  return twiddles;
}

/**
 * What `firstPass` makes, of two frames that are conditioned before they are windowed (see `conditionFrames`): two steps
 * apart, for specs that need no conditioning not to pay for it.
 *
 * @param window    f64[winLength], with the ½ that `powerSpectrum` needs
 * @param twiddles  by `planConditionedPass`
 * @param z         f64[nFft / 2][2][2], to be given to `fft`
 */
// biome-ignore format: one tensor a line
export function conditionedPass(
  frame0: usize, frame1: usize, winLength: i32,
  removeDc: bool, preEmphasis: f64,
  window: usize, twiddles: usize,
  z: usize, nFft: i32,
): void {
  conditionFrames(frame0, frame1, winLength, removeDc, preEmphasis, window, z);
  memory.fill(z + ((<usize>winLength) << 4), 0, (<usize>(nFft - winLength)) << 4);
  radix4Pass(z, twiddles, (<usize>nFft >> 3) * COMPLEX);
}

/** The first pass of an FFT, in place, over four quarters of `q` bytes each. */
function radix4Pass(z: usize, twiddles: usize, q: usize): void {
  for (const end = z + q; z < end; z += COMPLEX, twiddles += twiddlesBytes<f64>()) {
    const ar = v128.load(z);
    const ai = v128.load(z, 16);
    const br = v128.load(z + q);
    const bi = v128.load(z + q, 16);
    const cr = v128.load(z + 2 * q);
    const ci = v128.load(z + 2 * q, 16);
    const dr = v128.load(z + 3 * q);
    const di = v128.load(z + 3 * q, 16);

    const acr = f64x2.add(ar, cr);
    const aci = f64x2.add(ai, ci);
    const bdr = f64x2.add(br, dr);
    const bdi = f64x2.add(bi, di);
    const a_cr = f64x2.sub(ar, cr);
    const a_ci = f64x2.sub(ai, ci);
    const b_dr = f64x2.sub(br, dr);
    const b_di = f64x2.sub(bi, di);

    v128.store(z, f64x2.add(acr, bdr));
    v128.store(z, f64x2.add(aci, bdi), 16);
    storeProduct<f64>(z + q, f64x2.add(a_cr, b_di), f64x2.sub(a_ci, b_dr), twiddles);
    storeProduct<f64>(z + 2 * q, f64x2.sub(acr, bdr), f64x2.sub(aci, bdi), twiddles + 16);
    storeProduct<f64>(z + 3 * q, f64x2.sub(a_cr, b_di), f64x2.add(a_ci, b_dr), twiddles + 32);
  }
}
