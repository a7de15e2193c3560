import { lanesToRows } from "../common/lanes";
import { LEAN } from "../common/lean";
import { dct } from "./dct";
import { doubtfulLanes } from "./doubt";
// biome-ignore lint/style/useImportType: AssemblyScript has no type imports
import { FeaturePlan } from "./feature-plan";
import { coarseSpectra, exactSpectra } from "./frame-spectra";
import { logMel } from "./log-mel";
import { magnitudeSpectrum } from "./magnitude-spectrum";
import { melSpectrum } from "./mel-spectrum";

const ALL_LANES: i32 = 0b1111;

/**
 * MFCC or log-mel of a signal, four frames in four lanes; the last block repeats the last frame in lanes left over. Frames
 * whose own values say that float32 is too coarse are made again, two by two in float64 up to their power spectra. So a
 * frame's bits depend on its samples alone (and, with topDb, on the clip's largest log-mel).
 *
 * @param plan       by `planFeatures`
 * @param samples    f32[framedLength]: frame t begins at t · hopLength, so a centered frame needs padding in front; finite
 * @param nFrames    at least 1
 * @param values     f32[nFrames][rowLength], of which the columns of coefficients or mels are written
 * @param rowLength  values from one row to the next
 * @param logMels    with topDb: f32[⌈nFrames / 4⌉][nMels][4] to be written instead, for `finishFeatures`; else 0
 */
// biome-ignore format: one tensor a line
export function extractFeatures(
  plan: usize, samples: usize, nFrames: i32,
  values: usize, rowLength: i32, logMels: usize,
): void {
  const p = changetype<FeaturePlan>(plan);
  for (let t = 0; t < nFrames; t += 4) {
    const block = logMels ? logMels + (<usize>(t * p.nMels) << 2) : p.logMel;
    makeMels(p, samples, t, nFrames);
    logMel(p.mel, p.nMels, p.logFloor, p.melUnit, p.logScale, block);
    if (!logMels) finish4(p, block, values, rowLength, t, nFrames);
  }
}

/**
 * MFCC or log-mel of a clip's log-mels, none of them further than topDb below the largest.
 *
 * @param logMels  f32[⌈nFrames / 4⌉][nMels][4] by `extractFeatures`, of parts of whole blocks but the last; overwritten
 * @param nFrames  at least 1; the rest as `extractFeatures`
 */
export function finishFeatures(plan: usize, logMels: usize, nFrames: i32, values: usize, rowLength: i32): void {
  const p = changetype<FeaturePlan>(plan);
  const blockBytes = (<usize>p.nMels) << 4;
  const floor = largest(logMels, logMels + <usize>((nFrames + 3) >> 2) * blockBytes) - p.topDb;
  for (let t = 0; t < nFrames; t += 4, logMels += blockBytes) {
    raise(logMels, logMels + blockBytes, floor);
    finish4(p, logMels, values, rowLength, t, nFrames);
  }
}

/** Makes the mel spectra of frames t to t + 3, in float32 where that is exact enough. */
function makeMels(p: FeaturePlan, samples: usize, t: i32, nFrames: i32): void {
  let doubtful = ALL_LANES;
  if (LEAN || p.coarse) {
    const energy = coarseSpectra(p, samples, t, nFrames);
    melSpectrum(p.power, p.segments, p.nMels, p.mel);
    doubtful = doubtfulLanes(p.mel, p.doubt, p.nMels, p.logFloor, p.range, energy);
    if (!doubtful) return;
  }
  exactSpectra(p, samples, t, nFrames, doubtful);
  if (!LEAN && p.magnitude) magnitudeSpectrum(p.power, 1 + (p.nFft >> 1));
  melSpectrum(p.power, p.segments, p.nMels, p.mel);
}

/** Turns the log-mels of frames t to t + 3 into their rows. */
function finish4(p: FeaturePlan, logMel: usize, values: usize, rowLength: i32, t: i32, nFrames: i32): void {
  const row = (<usize>rowLength) << 2;
  const start = values + ((<usize>p.column) << 2);
  const last = start + <usize>(nFrames - 1) * row;
  const first = start + <usize>t * row;
  if (LEAN || p.nMfcc === 0) {
    writeRows(logMel, p.nMels, first, row, last);
    return;
  }
  dct(logMel, p.nMels, p.nMfcc, p.basis, p.dctHigh, p.dctLow, p.folded, p.mfcc);
  const skipped = <i32>!p.c0First;
  const rest = p.nMfcc - skipped;
  const end = (<usize>rest) << 2;
  writeRows(p.mfcc + ((<usize>skipped) << 4), rest, first, row, last);
  if (p.c0Last) writeRows(p.mfcc, 1, first + end, row, last + end);
}

/** Writes four lanes of n values to the rows from `first` on, those beyond the last one there again. */
function writeRows(lanes: usize, n: i32, first: usize, row: usize, last: usize): void {
  const second = min(first + row, last);
  const third = min(second + row, last);
  lanesToRows(lanes, n, first, second, third, min(third + row, last));
}

/** The largest of all values from `start` to `end`. */
function largest(start: usize, end: usize): f32 {
  let most = v128.load(start);
  for (; start < end; start += 16) most = f32x4.max(most, v128.load(start));
  return max(
    max(f32x4.extract_lane(most, 0), f32x4.extract_lane(most, 1)),
    max(f32x4.extract_lane(most, 2), f32x4.extract_lane(most, 3)),
  );
}

/** Lifts every value below `floor` to it. */
function raise(start: usize, end: usize, floor: f32): void {
  const floors = f32x4.splat(floor);
  for (; start < end; start += 16) v128.store(start, f32x4.max(v128.load(start), floors));
}
