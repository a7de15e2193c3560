import { LN10 } from "../common/math";
import { alloc } from "../common/memory";
import { dctLength, planDct } from "./dct";
import { planFft } from "./fft";
import { planFirstPass, windowedLength } from "./first-pass";
import { planMelSpectrum } from "./mel-spectrum";
import { planPowerSpectrum } from "./power-spectrum";

/** -250 dB: over the sum of all that `powerSpectrum` adds to keep its values normal. */
const SMALLEST_FLOOR: f64 = 1e-25;

/** The tables of one feature spec, and room for the four frames at work. */
@unmanaged
export class FeaturePlan {
  nFft: i32;
  winLength: i32;
  hopLength: i32;
  nMels: i32;
  /** coefficients of the DCT; 0: log-mel */
  nMfcc: i32;
  logFloor: f32;
  /** factor of the natural logarithm; a DCT's basis has it in */
  logScale: f32;
  /** as far below the largest of the scaled logarithms lie the smallest; 0: off */
  topDb: f32;
  /** what a DCT multiplies the logarithms' mean by */
  dctOffset: f32;

  firstPass: usize;
  twiddles: usize;
  split: usize;
  segments: usize;
  basis: usize;

  /** f64[nFft][2]: the first pass over two windowed frames, then their transforms */
  z: usize;
  /** f32[2 + nFft / 2][4] */
  power: usize;
  /** f32[nMels][4], of power, then of its logarithm */
  mel: usize;
  logMel: usize;
  /** f32[⌈nMels / 2⌉][2][4] */
  folded: usize;
  /** f32[dctLength][4] */
  mfcc: usize;
}

/**
 * Makes all tables of a feature spec (see FeatureSpec in @undertone/core), to be given to `extractFeatures`.
 *
 * @param htk        1: HTK's mel scale, 0: Slaney's
 * @param equalArea  1: mel filters of equal area, 0: of height 1
 * @param decibel    1: 10 log10, 0: ln
 * @param logFloor   raised to 1e-25 if lower
 * @param topDb      dB; 0: off
 * @param nMfcc      0: log-mel
 * @returns the plan's address; it and its tables are what `alloc` gave since, in one piece
 */
// biome-ignore format: one step a line
export function planFeatures(
  sampleRate: f64, nFft: i32, winLength: i32, hopLength: i32,
  nMels: i32, fMin: f64, fMax: f64, htk: i32, equalArea: i32,
  decibel: i32, logFloor: f64, topDb: f64,
  nMfcc: i32,
): usize {
  const address = alloc(offsetof<FeaturePlan>());
  const plan = changetype<FeaturePlan>(address);
  plan.nFft = nFft;
  plan.winLength = winLength;
  plan.hopLength = hopLength;
  plan.nMels = nMels;
  plan.nMfcc = nMfcc;
  plan.logFloor = <f32>max(logFloor, SMALLEST_FLOOR);
  const unit: f64 = decibel ? 10 / LN10 : 1;
  const logScale: f64 = nMfcc > 0 ? 1 : unit;
  plan.logScale = <f32>logScale;
  plan.topDb = <f32>(((topDb * LN10) / 10) * logScale);
  plan.dctOffset = <f32>(unit * sqrt(<f64>nMels));

  plan.firstPass = planFirstPass(winLength, nFft);
  plan.twiddles = planFft(nFft >> 1);
  plan.split = planPowerSpectrum(nFft);
  plan.segments = planMelSpectrum(sampleRate, nFft, nMels, fMin, fMax, htk !== 0, equalArea !== 0);
  plan.basis = planDct(nMels, nMfcc, unit);

  plan.z = lanes(nFft);
  plan.power = lanes(2 + (nFft >> 1));
  v128.store(plan.power + ((<usize>(1 + (nFft >> 1))) << 4), f32x4.splat(0));
  plan.mel = lanes(nMels);
  plan.logMel = lanes(nMels);
  plan.folded = lanes(nMels + 1);
  plan.mfcc = lanes(dctLength(nMfcc));
  return address;
}

/**
 * Samples that `extractFeatures` reads: the last frame's first sample and `windowedLength` from there.
 *
 * @returns (nFrames - 1) · hopLength + windowedLength, for nFrames > 0
 */
export function framedLength(plan: usize, nFrames: i32): i32 {
  const p = changetype<FeaturePlan>(plan);
  return (nFrames - 1) * p.hopLength + windowedLength(p.winLength, p.nFft);
}

/** Room for n values of four lanes. */
function lanes(n: i32): usize {
  return alloc((<usize>n) << 4);
}
