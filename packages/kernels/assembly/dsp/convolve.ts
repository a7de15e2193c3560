import { splatAt } from "../common/lanes";
import { alloc } from "../common/memory";
import { LANES, laneFft, planLaneFft } from "./lane-fft";
import { planPositions } from "./lane-positions";
import { lanesToRowsAt, rowsToLanes } from "./lane-rows";

/**
 * Convolution with a finite response by overlap-save, in float32, eight blocks by two transforms of length nFft:
 *
 *   y[t] = Σ response[k] · x[t - k],  0 <= k <= lead
 *
 * Four blocks a and four blocks b go through as a + i·b: the response is real, so they come out apart again.
 *
 * @param x         f32[nGroups · 8 · hop + lead], hop = nFft - lead, its first sample x[-lead]
 * @param y         f32[nGroups · 8 · hop], apart from x
 * @param response  f32[1 + lead]
 * @param lead      a multiple of 4, less than nFft
 * @param nFft      a power of two, at least 8
 */
export function convolve(x: usize, y: usize, nGroups: i32, response: usize, lead: i32, nFft: i32): void {
  const twiddles = planLaneFft(nFft);
  const positions = planPositions(nFft);
  const z = alloc(<usize>nFft * LANES);
  const spectrum = planResponse(response, lead, z, twiddles, positions, nFft);
  const product = alloc(<usize>nFft * LANES);

  const hop = nFft - lead;
  const step = (<usize>hop) << 2;
  const saved = positions + ((<usize>lead) << 2);
  for (let group = 0; group < nGroups; group++, x += 8 * step, y += 8 * step) {
    rowsToLanes(z, nFft, x, x + step, x + 2 * step, x + 3 * step);
    rowsToLanes(z + 16, nFft, x + 4 * step, x + 5 * step, x + 6 * step, x + 7 * step);
    laneFft(z, twiddles, nFft);
    multiply(product, z, positions, spectrum, nFft);
    laneFft(product, twiddles, nFft);
    // The inverse transform is the forward one of exchanged parts.
    lanesToRowsAt(product + 16, saved, hop, y, y + step, y + 2 * step, y + 3 * step);
    lanesToRowsAt(product, saved, hop, y + 4 * step, y + 5 * step, y + 6 * step, y + 7 * step);
  }
}

/** f32[nFft][real, imaginary]: the response's transform over nFft, which the inverse transform needs. */
function planResponse(response: usize, lead: i32, z: usize, twiddles: usize, positions: usize, nFft: i32): usize {
  memory.fill(z, 0, <usize>nFft * LANES);
  for (let k = 0; k <= lead; k++) {
    store<f32>(z + <usize>k * LANES, load<f32>(response + ((<usize>k) << 2)) / <f32>nFft);
  }
  laneFft(z, twiddles, nFft);
  const spectrum = alloc((<usize>nFft) << 3);
  for (let k: usize = 0; k < <usize>nFft; k++) {
    const at = z + <usize>load<u32>(positions + (k << 2));
    store<f32>(spectrum + (k << 3), load<f32>(at));
    store<f32>(spectrum + (k << 3), load<f32>(at, 16), 4);
  }
  return spectrum;
}

/** product[k] = Z[k] · spectrum[k], in the order of k, real and imaginary parts exchanged. */
function multiply(product: usize, z: usize, positions: usize, spectrum: usize, nFft: i32): void {
  for (const end = product + <usize>nFft * LANES; product < end; product += LANES, positions += 4, spectrum += 8) {
    const at = z + <usize>load<u32>(positions);
    const zr = v128.load(at);
    const zi = v128.load(at, 16);
    const hr = splatAt(spectrum);
    const hi = splatAt(spectrum, 4);
    v128.store(product, f32x4.add(f32x4.mul(zr, hi), f32x4.mul(zi, hr)));
    v128.store(product, f32x4.sub(f32x4.mul(zr, hr), f32x4.mul(zi, hi)), 16);
  }
}
