import { dct } from "./dct";
// biome-ignore lint/style/useImportType: AssemblyScript has no type imports
import { FeaturePlan } from "./feature-plan";
import { fft } from "./fft";
import { coarsePass, exactPass } from "./frame-spectra";
import { logMel } from "./log-mel";
import { magnitudeSpectrum } from "./magnitude-spectrum";
import { melSpectrum } from "./mel-spectrum";
import { powerSpectrum } from "./power-spectrum";

/**
 * Runs one stage of `extractFeatures` alone over all blocks of four frames: 0 window and the FFT's first pass, 1 its
 * other passes, 2 power spectrum, 3 mel spectrum, 4 logarithm, 5 DCT. Each reads what the stage before left last, so that
 * any may be repeated. What float32 is too coarse for and is made again counts nowhere.
 *
 * @param plan      by `planFeatures`, as `samples` and `nFrames` in `extractFeatures`
 * @param windowed  f32[nFft][4] or f64[nFft][2], the first pass's output and the others' input; not the plan's own, which they overwrite
 */
export function profileStage(plan: usize, stage: i32, samples: usize, nFrames: i32, windowed: usize): void {
  const p = changetype<FeaturePlan>(plan);
  for (let t = 0; t < nFrames; t += 4) {
    switch (stage) {
      case 0:
        if (p.coarse) {
          coarsePass(p, samples, t, nFrames, windowed);
        } else {
          exactPass(p, samples, t, t + 1, nFrames, windowed);
          exactPass(p, samples, t + 2, t + 3, nFrames, windowed);
        }
        break;
      case 1:
        if (p.coarse) {
          fft<f32>(p.z, windowed, p.twiddles32, p.nFft >> 1);
        } else {
          fft<f64>(p.z, windowed, p.twiddles, p.nFft >> 1);
          fft<f64>(p.z, windowed, p.twiddles, p.nFft >> 1);
        }
        break;
      case 2:
        if (p.coarse) {
          powerSpectrum<f32>(p.z, p.split32, p.nFft, p.power, 0);
        } else {
          powerSpectrum<f64>(p.z, p.split, p.nFft, p.power, 4);
          powerSpectrum<f64>(p.z, p.split, p.nFft, p.power + 8, 4);
        }
        if (p.magnitude) magnitudeSpectrum(p.power, 1 + (p.nFft >> 1));
        break;
      case 3:
        melSpectrum(p.power, p.segments, p.nMels, p.mel);
        break;
      case 4:
        logMel(p.mel, p.nMels, p.logFloor, p.logScale, p.logMel);
        break;
      case 5:
        dct(p.logMel, p.nMels, p.nMfcc, p.basis, p.dctOffset, p.folded, p.mfcc);
        break;
    }
  }
}
