import { LEAN } from "../common/lean";
import { planFeatures } from "../dsp/feature-plan";
import { refuse, take } from "./program";
import { makeRoom } from "./room";

// The input spec, field by field as in packages/core/src/feature-spec.ts: the numbers of its choices are their places in
// what is listed there. Whole numbers come first, each with the range that it may have.
// biome-ignore format: one field and its range at a place
const WHOLE_RANGES = memory.data<i32>([
  4000, 192000,  64, 8192,  1, 8192,  1, 8192, // sampleRate nFft winLength hopLength
  0, 3,  0, 2,  1, 32768,  0, 1,  0, 1, // framing padding fullScale removeFrameDc preEmphasisScope
  0, 4,  0, 1,  0, 1,  1, 256,  0, 1, // window windowSymmetry spectrum nMels melScale
  0, 1,  0, 1,  0, 1,  0, 256,  0, 2, // melNorm melInterpolation logScale nMfcc dctNorm
  0, 1,  0, 2,  0, 2,  0, 1, // lifterOffset c0 energy energyOf
  0, 2,  3, 15,  0, 2, // deltas deltaWidth deltaKind
  0, 1,  0, 1,  0, 1000,  1, 16,  1, 1048576,  0, 2, // removeDc trim margin averageFrames nFrames normalization
]);
const WHOLES: usize = 32;

// biome-ignore format: one field and its range at a place
const REAL_RANGES = memory.data<f64>([
  0, 1,  0, 96000,  0, 96000,  1e-300, 1e300, // preEmphasis fMin fMax logFloor
  0, 1e9,  0, 1000,  1e-300, 1e300, // topDb lifter energyFloor
  1, 120,  1, 100, // thresholdDb percentile
]);
const REALS: usize = 9;

export const ZERO: i32 = 0;
export const REFLECT: i32 = 1;
export const NORMALIZE_UTTERANCE: i32 = 0;
export const NORMALIZE_TRAINING: i32 = 1;

/** The spec as it lies in the program. */
@unmanaged
export class Spec {
  sampleRate: i32;
  nFft: i32;
  winLength: i32;
  hopLength: i32;
  framing: i32;
  padding: i32;
  fullScale: i32;
  removeFrameDc: i32;
  emphasizesSignal: i32;
  window: i32;
  symmetric: i32;
  magnitude: i32;
  nMels: i32;
  htk: i32;
  equalArea: i32;
  overMels: i32;
  decibel: i32;
  nMfcc: i32;
  dctNorm: i32;
  lifterOffset: i32;
  c0: i32;
  energy: i32;
  windowed: i32;
  deltas: i32;
  deltaWidth: i32;
  deltaKind: i32;
  removeDc: i32;
  trim: i32;
  margin: i32;
  averageFrames: i32;
  nFrames: i32;
  normalization: i32;
  preEmphasis: f64;
  fMin: f64;
  fMax: f64;
  logFloor: f64;
  topDb: f64;
  lifter: f64;
  energyFloor: f64;
  thresholdDb: f64;
  percentile: f64;

  /** Columns of one frame without its deltas. */
  nStatics(): i32 {
    const own = this.nMfcc > 0 ? this.nMfcc - <i32>(this.c0 === 2) : this.nMels;
    return own + <i32>(this.energy !== 0);
  }

  /** Columns of the network's input. */
  nCoefficients(): i32 {
    return this.nStatics() * (1 + this.deltas);
  }
}

/** Reads the spec; null if it makes no sense. */
export function takeSpec(): Spec | null {
  const address = take(4 * WHOLES + 8 * REALS);
  if (!address) return null;
  for (let i: usize = 0; i < WHOLES; i++) {
    const value = load<i32>(address + (i << 2));
    if (value < load<i32>(WHOLE_RANGES + (i << 3)) || value > load<i32>(WHOLE_RANGES + (i << 3), 4)) refuse();
  }
  const reals = address + 4 * WHOLES;
  for (let i: usize = 0; i < REALS; i++) {
    const value = load<f64>(reals + (i << 3));
    if (!(value >= load<f64>(REAL_RANGES + (i << 4)) && value <= load<f64>(REAL_RANGES + (i << 4), 8))) refuse();
  }
  const spec = changetype<Spec>(address);
  if (!fitsTogether(spec)) refuse();
  return spec;
}

/** The rules that tie two fields. */
function fitsTogether(spec: Spec): bool {
  const snips = spec.framing > 1;
  const ownMfcc = spec.nMfcc !== 1 || spec.c0 !== 2;
  if (LEAN && !isPlain(spec)) return false;
  return (
    (spec.nFft & (spec.nFft - 1)) === 0 &&
    spec.winLength <= spec.nFft &&
    spec.fMin < spec.fMax &&
    2 * spec.fMax <= <f64>spec.sampleRate &&
    spec.nMfcc <= spec.nMels &&
    ownMfcc &&
    !(snips && spec.padding !== ZERO) &&
    (spec.lifter === 0 || spec.lifter >= 1) &&
    (spec.deltaWidth & 1) === 1
  );
}

/** Whether the lean engine makes these features. */
function isPlain(spec: Spec): bool {
  const whole = spec.nMfcc | spec.magnitude | spec.energy | spec.deltas | spec.padding | spec.removeFrameDc;
  return whole === 0 && spec.preEmphasis === 0;
}

/** Makes the tables of a spec; 0 if there is no room for them. */
export function planSpec(spec: Spec): usize {
  const bytes = 64 * spec.nFft + 8 * (spec.nMels + 32) * (spec.nMfcc + 16) + 8192; // by the allocations of planFeatures
  if (!makeRoom(bytes)) return 0;
  // biome-ignore format: as planFeatures lists them
  return planFeatures(
    spec.sampleRate, spec.nFft, spec.winLength, spec.hopLength,
    spec.window, spec.symmetric, spec.fullScale,
    spec.removeFrameDc, spec.emphasizesSignal ? 0 : spec.preEmphasis, spec.magnitude,
    spec.nMels, spec.fMin, spec.fMax, spec.htk, spec.equalArea, spec.overMels,
    spec.decibel, spec.logFloor, spec.topDb,
    spec.nMfcc, spec.dctNorm, spec.lifter, spec.lifterOffset, spec.c0,
    spec.energy, spec.windowed, spec.energyFloor,
  );
}
