import { dct } from "./dct";
// biome-ignore lint/style/useImportType: AssemblyScript has no type imports
import { FeaturePlan } from "./feature-plan";
import { coarseWindow, exactWindow } from "./frame-spectra";
import { logMel } from "./log-mel";
import { magnitudeSpectrum } from "./magnitude-spectrum";
import { melSpectrum } from "./mel-spectrum";
import { powerSpectrum } from "./power-spectrum";
import { realFft } from "./real-fft";

/**
 * Runs one stage of `extractFeatures` alone over all blocks of four frames: 0 window, 1 the FFT's passes but the last,
 * 2 that and the power spectrum, 3 mel spectrum, 4 logarithm, 5 DCT. Each reads what the stage before left last, so that
 * any may be repeated. What float32 is too coarse for and is made again counts nowhere.
 *
 * @param plan      by `planFeatures`, as `samples` and `nFrames` in `extractFeatures`
 * @param windowed  f32[nFft][4] or f64[nFft][2], windowed frames, which the FFT overwrites and so copies first
 */
export function profileStage(plan: usize, stage: i32, samples: usize, nFrames: i32, windowed: usize): void {
  const p = changetype<FeaturePlan>(plan);
  for (let t = 0; t < nFrames; t += 4) {
    switch (stage) {
      case 0:
        if (p.coarse) {
          coarseWindow(p, samples, t, nFrames, windowed);
        } else {
          exactWindow(p, samples, t, t + 1, nFrames, windowed);
          exactWindow(p, samples, t + 2, t + 3, nFrames, windowed);
        }
        break;
      case 1:
        memory.copy(p.z, windowed, (<usize>p.nFft) << 4);
        if (p.coarse) {
          realFft<f32>(p.z, p.twiddles32, p.nFft);
        } else {
          realFft<f64>(p.z, p.twiddles, p.nFft);
          memory.copy(p.z, windowed, (<usize>p.nFft) << 4);
          realFft<f64>(p.z, p.twiddles, p.nFft);
        }
        break;
      case 2:
        if (p.coarse) {
          powerSpectrum<f32>(p.z, p.lastPass32, p.nFft, p.power, 0);
        } else {
          powerSpectrum<f64>(p.z, p.lastPass, p.nFft, p.power, 4);
          powerSpectrum<f64>(p.z, p.lastPass, p.nFft, p.power + 8, 4);
        }
        if (p.magnitude) magnitudeSpectrum(p.power, 1 + (p.nFft >> 1));
        break;
      case 3:
        melSpectrum(p.power, p.segments, p.nMels, p.mel);
        break;
      case 4:
        logMel(p.mel, p.nMels, p.logFloor, p.melUnit, p.logScale, p.logMel);
        break;
      case 5:
        dct(p.logMel, p.nMels, p.nMfcc, p.basis, p.dctHigh, p.dctLow, p.folded, p.mfcc);
        break;
    }
  }
}
