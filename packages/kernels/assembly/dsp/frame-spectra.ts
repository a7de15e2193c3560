import { LEAN } from "../common/lean";
import { conditionFrames } from "./condition-frames";
// biome-ignore lint/style/useImportType: AssemblyScript has no type imports
import { FeaturePlan } from "./feature-plan";
import { powerSpectrum } from "./power-spectrum";
import { realFft } from "./real-fft";
import { windowFrames } from "./window-frames";

/** Where frame t begins, or the last one where there is none. */
function frameAt(p: FeaturePlan, samples: usize, t: i32, nFrames: i32): usize {
  return samples + <usize>min(t, nFrames - 1) * ((<usize>p.hopLength) << 2);
}

/** Makes the power spectra of frames t to t + 3 in float32; returns their sums. */
export function coarseSpectra(p: FeaturePlan, samples: usize, t: i32, nFrames: i32): v128 {
  coarseWindow(p, samples, t, nFrames, p.z);
  realFft<f32>(p.z, p.twiddles32, p.nFft);
  return powerSpectrum<f32>(p.z, p.lastPass32, p.nFft, p.power, 0);
}

/** Windows frames t to t + 3 in float32. */
export function coarseWindow(p: FeaturePlan, samples: usize, t: i32, nFrames: i32, z: usize): void {
  const first = frameAt(p, samples, t, nFrames);
  const second = frameAt(p, samples, t + 1, nFrames);
  const third = frameAt(p, samples, t + 2, nFrames);
  const fourth = frameAt(p, samples, t + 3, nFrames);
  windowFrames<f32>(first, second, third, fourth, p.window32, p.winLength, z, p.nFft);
}

/** Makes the power spectra of those frames from t on whose lanes' bits are set, two by two in float64. */
export function exactSpectra(p: FeaturePlan, samples: usize, t: i32, nFrames: i32, lanes: i32): void {
  while (lanes) {
    const lane0 = ctz(lanes);
    lanes &= lanes - 1;
    const lane1 = lanes ? ctz(lanes) : lane0;
    lanes &= lanes - 1;
    exactWindow(p, samples, t + lane0, t + lane1, nFrames, p.z);
    realFft<f64>(p.z, p.twiddles, p.nFft);
    powerSpectrum<f64>(p.z, p.lastPass, p.nFft, p.power + ((<usize>lane0) << 2), (<usize>(lane1 - lane0)) << 2);
  }
}

/** Conditions and windows frames t0 and t1 in float64. */
export function exactWindow(p: FeaturePlan, samples: usize, t0: i32, t1: i32, nFrames: i32, z: usize): void {
  const frame0 = frameAt(p, samples, t0, nFrames);
  const frame1 = frameAt(p, samples, t1, nFrames);
  if (LEAN || !p.conditioned) windowFrames<f64>(frame0, frame1, frame0, frame1, p.window, p.winLength, z, p.nFft);
  else conditionFrames(frame0, frame1, p.winLength, p.removeDc, p.preEmphasis, p.window, z, p.nFft);
}
