import { dct } from "./dct";
import { firstPassOfPair } from "./extract-features";
// biome-ignore lint/style/useImportType: AssemblyScript has no type imports
import { FeaturePlan } from "./feature-plan";
import { fft } from "./fft";
import { logMel } from "./log-mel";
import { magnitudeSpectrum } from "./magnitude-spectrum";
import { melSpectrum } from "./mel-spectrum";
import { powerSpectrum } from "./power-spectrum";

/**
 * Runs one stage of `extractFeatures` alone over all blocks of four frames: 0 window and the FFT's first pass, 1 its
 * other passes, 2 power spectrum, 3 mel spectrum, 4 logarithm, 5 DCT. Each reads what the stage before left last, so that
 * any may be repeated.
 *
 * @param plan      by `planFeatures`, as `samples` and `nFrames` in `extractFeatures`
 * @param windowed  f64[nFft][2], the first pass's output and the others' input; not the plan's own, which they overwrite
 */
export function profileStage(plan: usize, stage: i32, samples: usize, nFrames: i32, windowed: usize): void {
  const p = changetype<FeaturePlan>(plan);
  for (let t = 0; t < nFrames; t += 4) {
    switch (stage) {
      case 0:
        firstPassOfPair(p, samples, t, nFrames, windowed);
        firstPassOfPair(p, samples, t + 2, nFrames, windowed);
        break;
      case 1:
        fft(p.z, windowed, p.twiddles, p.nFft >> 1);
        fft(p.z, windowed, p.twiddles, p.nFft >> 1);
        break;
      case 2:
        powerSpectrum(p.z, p.split, p.nFft, p.power);
        powerSpectrum(p.z, p.split, p.nFft, p.power + 8);
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
