import { LEAN } from "../common/lean";
import { LN10, pow10 } from "../common/math";
import { alloc } from "../common/memory";
import { dctLength, first12Bits, foldedLength, planDct } from "./dct";
import { planDctScales } from "./dct-scales";
import { planDoubt } from "./doubt";
import { planMelSpectrum } from "./mel-spectrum";
import { planPowerSpectrum } from "./power-spectrum";
import { planRealFft } from "./real-fft";
import { planWindow } from "./window";
import { roundWindow, windowedLength } from "./window-frames";

/** -250 dB. */
const SMALLEST_FLOOR: f64 = 1e-25;

/**
 * Samples of full scale 1 are taken 2¹³ times as large, and their mels 2⁻²⁶ times: even powers of float32's rounding of the
 * faintest samples, (1e-10 · 2⁻²⁴)², so stay normal, and subnormal numbers are 44 times slower; the loudest stay below 1e34.
 */
const GAIN: f64 = 8192;

const ENERGY_FIRST: i32 = 1;

/** The tables of one feature spec, and room for the four frames at work. */
@unmanaged
export class FeaturePlan {
  nFft: i32;
  winLength: i32;
  hopLength: i32;
  nMels: i32;
  /** coefficients of the DCT; 0: log-mel */
  nMfcc: i32;
  /** whether C0 stands before the other coefficients; and if not, whether behind them */
  c0First: bool;
  c0Last: bool;
  /** of the first coefficient or mel */
  column: i32;
  /** whether frames are conditioned before they are windowed */
  conditioned: bool;
  removeDc: bool;
  magnitude: bool;
  /** whether frames are tried in float32: not where conditioning or magnitudes ask for float64 anyway */
  coarse: bool;
  windowedEnergy: bool;
  /** of mels as they are made, `melUnit` times too large */
  logFloor: f32;
  /** what makes mels of the windowed frames' those of the samples'; and energies */
  melUnit: f32;
  energyUnit: f64;
  /** factor of the natural logarithm; a DCT's basis has it in */
  logScale: f32;
  /** as far below the largest of the scaled logarithms lie the smallest; 0: off */
  topDb: f32;
  /** topDb as a ratio of powers, below 1; 0: off */
  range: f32;
  /** what a DCT multiplies the logarithms' mean by, in two parts */
  dctHigh: f32;
  dctLow: f32;
  preEmphasis: f64;
  fullScale: f64;
  energyFloor: f64;
  /** what makes the spec's logarithm of the natural one */
  unit: f64;

  /** f64[windowedLength], with fullScale and gain; by `planRealFft`; by `planPowerSpectrum` */
  window: usize;
  twiddles: usize;
  lastPass: usize;
  /** the same in float32, where `coarse` */
  window32: usize;
  twiddles32: usize;
  lastPass32: usize;
  segments: usize;
  /** by `planDoubt` */
  doubt: usize;
  basis: usize;

  /** f32[nFft][4] or f64[nFft][2]: windowed frames, then their transforms */
  z: usize;
  /** f32[2 + nFft / 2][4] */
  power: usize;
  /** f32[nMels][4], of power, then of its logarithm */
  mel: usize;
  logMel: usize;
  /** f32[foldedLength][4] */
  folded: usize;
  /** f32[dctLength][4] */
  mfcc: usize;
}

/**
 * Makes all tables of a feature spec (see FeatureSpec in @undertone/core), to be given to `extractFeatures`.
 *
 * @param window       0 Hann, 1 Hamming, 2 povey, 3 Blackman, 4 rectangular
 * @param symmetric    1: a cosine's period is winLength - 1, 0: winLength
 * @param removeDc     1: subtracts each frame's mean
 * @param preEmphasis  within each frame; 0: off
 * @param magnitude    1: the mel filters sum magnitudes, 0: powers
 * @param htk          1: HTK's mel scale, 0: Slaney's
 * @param equalArea    1: mel filters of equal area, 0: of height 1
 * @param overMels     1: their sides are straight over mels, 0: over Hz
 * @param decibel      1: 10 log10, 0: ln
 * @param logFloor     raised to 1e-25 if lower
 * @param topDb        dB; 0: off
 * @param nMfcc        0: log-mel
 * @param dctNorm      as `planDctScales`
 * @param c0           0 first, 1 last, 2 none
 * @param energy       0 none, 1 before and 2 behind the other columns: `extractFeatures` leaves them to `frameLogEnergies`
 * @param windowed     1: the energy is that of the windowed frame, 0: of the raw one
 * @returns the plan's address; it and its tables are what `alloc` gave since, in one piece
 */
// biome-ignore format: one step a line
export function planFeatures(
  sampleRate: f64, nFft: i32, winLength: i32, hopLength: i32,
  window: i32, symmetric: i32, fullScale: f64,
  removeDc: i32, preEmphasis: f64, magnitude: i32,
  nMels: i32, fMin: f64, fMax: f64, htk: i32, equalArea: i32, overMels: i32,
  decibel: i32, logFloor: f64, topDb: f64,
  nMfcc: i32, dctNorm: i32, lifter: f64, lifterOffset: i32, c0: i32,
  energy: i32, windowed: i32, energyFloor: f64,
): usize {
  const address = alloc(offsetof<FeaturePlan>());
  const plan = changetype<FeaturePlan>(address);
  plan.nFft = nFft;
  plan.winLength = winLength;
  plan.hopLength = hopLength;
  plan.nMels = nMels;
  plan.nMfcc = nMfcc;
  plan.c0First = c0 === 0;
  plan.c0Last = c0 === 1;
  plan.column = <i32>(energy === ENERGY_FIRST);
  plan.conditioned = removeDc !== 0 || preEmphasis > 0;
  plan.removeDc = removeDc !== 0;
  plan.magnitude = magnitude !== 0;
  plan.windowedEnergy = windowed !== 0;
  plan.preEmphasis = preEmphasis;
  plan.fullScale = fullScale;
  plan.energyFloor = energyFloor;
  const gain: f64 = fullScale === 1 ? GAIN : 1;
  const melGain = magnitude ? gain : gain * gain;
  plan.logFloor = <f32>(max(logFloor, SMALLEST_FLOOR) * melGain);
  plan.melUnit = <f32>(1 / melGain);
  plan.energyUnit = 1 / (gain * gain);
  plan.unit = decibel ? 10 / LN10 : 1;
  const logScale: f64 = nMfcc > 0 ? 1 : plan.unit;
  plan.logScale = <f32>logScale;
  plan.topDb = <f32>(((topDb * LN10) / 10) * logScale);
  plan.range = topDb > 0 ? <f32>pow10(-topDb / 10) : 0;

  plan.window = planWindow(window, symmetric !== 0, winLength, gain * fullScale);
  plan.twiddles = planRealFft<f64>(nFft);
  plan.lastPass = planPowerSpectrum<f64>(nFft);
  plan.coarse = !plan.conditioned && !plan.magnitude;
  if (LEAN || plan.coarse) {
    plan.window32 = roundWindow(plan.window, winLength);
    plan.twiddles32 = planRealFft<f32>(nFft);
    plan.lastPass32 = planPowerSpectrum<f32>(nFft);
  }
  plan.segments = planMelSpectrum(
    sampleRate, nFft, nMels, fMin, fMax, htk !== 0, equalArea !== 0, overMels !== 0,
  );
  let doubtGain = 0.25 * plan.unit * plan.unit;
  if (!LEAN && nMfcc > 0) {
    const scales = planDctScales(nMels, nMfcc, plan.unit, dctNorm, lifter, lifterOffset);
    plan.basis = planDct(nMels, nMfcc, scales);
    doubtGain = 0.5 * largestSquare(scales, nMfcc);
    const offset = load<f64>(scales) * <f64>nMels;
    plan.dctHigh = first12Bits(offset);
    plan.dctLow = <f32>(offset - plan.dctHigh);
    plan.folded = lanes(foldedLength(nMels));
    plan.mfcc = lanes(dctLength(nMfcc));
  }
  plan.doubt = planDoubt(plan.segments, nFft, nMels, doubtGain);

  plan.z = lanes(nFft);
  plan.power = lanes(2 + (nFft >> 1));
  v128.store(plan.power + ((<usize>(1 + (nFft >> 1))) << 4), f32x4.splat(0));
  plan.mel = lanes(nMels);
  plan.logMel = lanes(nMels);
  return address;
}

/**
 * Samples that `extractFeatures` reads: the last frame's first sample and `windowedLength` from there.
 *
 * @returns (nFrames - 1) · hopLength + windowedLength, for nFrames > 0
 */
export function framedLength(plan: usize, nFrames: i32): i32 {
  const p = changetype<FeaturePlan>(plan);
  return (nFrames - 1) * p.hopLength + windowedLength(p.winLength);
}

/** The largest square of f64[n]. */
function largestSquare(values: usize, n: i32): f64 {
  let most: f64 = 0;
  for (let i = 0; i < n; i++) {
    const value = load<f64>(values + ((<usize>i) << 3));
    most = max(most, value * value);
  }
  return most;
}

/** Room for n values of four lanes. */
function lanes(n: i32): usize {
  return alloc((<usize>n) << 4);
}
