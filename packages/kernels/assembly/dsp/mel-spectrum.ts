import { splatAt } from "../common/lanes";
import { alloc } from "../common/memory";
import { hzOfMel, melOfHz } from "./mel-scale";

/**
 * Makes the mel filters by segments. The nMels + 2 edges, equally far apart in mel from fMin to fMax, bound nMels + 1
 * segments; segment s is the rising side of filter s and the falling side of filter s - 1, so each bin is read once.
 *
 *   rising = height[s] · (f - edge[s]) / (edge[s + 1] - edge[s]),  falling = height[s - 1] · (edge[s + 1] - f) / (...)
 *
 * with height[m] = 2 / (edge[m + 2] - edge[m]) for equal areas, or 1. Over mels, f and the edges of the shares are in mel.
 *
 * @returns segments, each [first bin · 16, pairs of bins] in u32[2] and then f32[pairs][rising, falling, rising, falling]
 */
// biome-ignore format: bounds and manner
export function planMelSpectrum(
  sampleRate: f64, nFft: i32, nMels: i32, fMin: f64, fMax: f64,
  htk: bool, equalArea: bool, overMels: bool,
): usize {
  const low = melOfHz(fMin, htk);
  const step = (melOfHz(fMax, htk) - low) / <f64>(nMels + 1);
  const binHz = sampleRate / <f64>nFft;
  const plan = alloc(segmentsBytes(nFft, nMels));
  let entry = plan;
  let bin = <i32>ceil(fMin / binHz);
  for (let s = 0; s <= nMels; s++) {
    const start = hzOfMel(low + <f64>s * step, htk);
    const end = hzOfMel(low + <f64>(s + 1) * step, htk);
    const rise = s < nMels ? heightOf(start, hzOfMel(low + <f64>(s + 2) * step, htk), equalArea) : 0;
    const fall = s > 0 ? heightOf(hzOfMel(low + <f64>(s - 1) * step, htk), end, equalArea) : 0;

    const first = bin;
    const weights = entry + 8;
    for (; <f64>bin * binHz < end && bin <= nFft >> 1; bin++) {
      const weight = weights + ((<usize>(bin - first)) << 3);
      const f = <f64>bin * binHz;
      const share = overMels ? (melOfHz(f, htk) - low) / step - <f64>s : (f - start) / (end - start);
      store<f32>(weight, <f32>(rise * share));
      store<f32>(weight, <f32>(fall * (1 - share)), 4);
    }
    const pairs = (bin - first + 1) >> 1;
    if ((bin - first) & 1) store<u64>(weights + ((<usize>(bin - first)) << 3), 0);
    store<u32>(entry, first << 4);
    store<u32>(entry, pairs, 4);
    entry = weights + ((<usize>pairs) << 4);
  }
  return plan;
}

/** Room for every segment's head, every bin's two weights and one padding bin a segment. */
function segmentsBytes(nFft: i32, nMels: i32): usize {
  return <usize>((nMels + 1) * 16 + (nFft + 4) * 4);
}

function heightOf(start: f64, end: f64, equalArea: bool): f64 {
  return equalArea ? 2 / (end - start) : 1;
}

/**
 * Mel spectrum of four frames in four lanes: mel[m] = Σ weight[m][bin] · power[bin].
 *
 * @param power     f32[2 + nFft / 2][4]; the last, which pairs may touch, times 0, is finite
 * @param segments  by `planMelSpectrum`
 * @param mel       f32[nMels][4]
 */
export function melSpectrum(power: usize, segments: usize, nMels: i32, mel: usize): void {
  let risingSum = f32x4.splat(0);
  for (let s = 0; s <= nMels; s++) {
    let rising0 = f32x4.splat(0);
    let falling0 = f32x4.splat(0);
    let rising1 = f32x4.splat(0);
    let falling1 = f32x4.splat(0);
    let bin = power + <usize>load<u32>(segments);
    const end = bin + ((<usize>load<u32>(segments, 4)) << 5);
    segments += 8;
    for (; bin < end; bin += 32, segments += 16) {
      const power0 = v128.load(bin);
      const power1 = v128.load(bin, 16);
      rising0 = f32x4.add(rising0, f32x4.mul(power0, splatAt(segments)));
      falling0 = f32x4.add(falling0, f32x4.mul(power0, splatAt(segments, 4)));
      rising1 = f32x4.add(rising1, f32x4.mul(power1, splatAt(segments, 8)));
      falling1 = f32x4.add(falling1, f32x4.mul(power1, splatAt(segments, 12)));
    }
    if (s > 0) {
      v128.store(mel, f32x4.add(risingSum, f32x4.add(falling0, falling1)));
      mel += 16;
    }
    risingSum = f32x4.add(rising0, rising1);
  }
}
