import { conditionedPass } from "./conditioned-pass";
// biome-ignore lint/style/useImportType: AssemblyScript has no type imports
import { FeaturePlan } from "./feature-plan";
import { fft } from "./fft";
import { firstPass } from "./first-pass";
import { powerSpectrum } from "./power-spectrum";

/** Where frame t begins, or the last one where there is none. */
function frameAt(p: FeaturePlan, samples: usize, t: i32, nFrames: i32): usize {
  return samples + <usize>min(t, nFrames - 1) * ((<usize>p.hopLength) << 2);
}

/** Makes the power spectra of frames t to t + 3 in float32; returns their sums. */
export function coarseSpectra(p: FeaturePlan, samples: usize, t: i32, nFrames: i32): v128 {
  coarsePass(p, samples, t, nFrames, p.z);
  fft<f32>(p.z, p.z, p.twiddles32, p.nFft >> 1);
  return powerSpectrum<f32>(p.z, p.split32, p.nFft, p.power, 0);
}

/** Makes the first pass over frames t to t + 3, windowed, in float32. */
export function coarsePass(p: FeaturePlan, samples: usize, t: i32, nFrames: i32, z: usize): void {
  const first = frameAt(p, samples, t, nFrames);
  const second = frameAt(p, samples, t + 1, nFrames);
  const third = frameAt(p, samples, t + 2, nFrames);
  const fourth = frameAt(p, samples, t + 3, nFrames);
  firstPass<f32>(first, second, third, fourth, p.firstPass32, p.winLength, z, p.nFft);
}

/** Makes the power spectra of those frames from t on whose lanes' bits are set, two by two in float64. */
export function exactSpectra(p: FeaturePlan, samples: usize, t: i32, nFrames: i32, lanes: i32): void {
  while (lanes) {
    const lane0 = ctz(lanes);
    lanes &= lanes - 1;
    const lane1 = lanes ? ctz(lanes) : lane0;
    lanes &= lanes - 1;
    exactPass(p, samples, t + lane0, t + lane1, nFrames, p.z);
    fft<f64>(p.z, p.z, p.twiddles, p.nFft >> 1);
    powerSpectrum<f64>(p.z, p.split, p.nFft, p.power + ((<usize>lane0) << 2), (<usize>(lane1 - lane0)) << 2);
  }
}

/** Makes the first pass over frames t0 and t1, conditioned and windowed, in float64. */
export function exactPass(p: FeaturePlan, samples: usize, t0: i32, t1: i32, nFrames: i32, z: usize): void {
  const frame0 = frameAt(p, samples, t0, nFrames);
  const frame1 = frameAt(p, samples, t1, nFrames);
  if (!p.conditioned) firstPass<f64>(frame0, frame0, frame1, frame1, p.firstPass, p.winLength, z, p.nFft);
  else conditionedPass(frame0, frame1, p.winLength, p.removeDc, p.preEmphasis, p.window, p.firstPass, z, p.nFft);
}
