import { LEAN } from "../common/lean";
import { alloc } from "../common/memory";
import { delta } from "../dsp/delta";
import { extractFeatures, finishFeatures } from "../dsp/extract-features";
import { frameLogEnergies } from "../dsp/frame-log-energies";
import { preEmphasize } from "../dsp/pre-emphasize";
import { regressionDelta } from "../dsp/regression-delta";
import { windowedLength } from "../dsp/window-frames";
import { leadOf, mirror } from "./framing";
import { makeRoom } from "./room";
// biome-ignore lint/style/useImportType: AssemblyScript has no type imports
import { Spec, ZERO } from "./spec";

/** Values that `clipFrames` may write in front of a clip. */
export function roomBefore(spec: Spec): i32 {
  return max(0, leadOf(spec));
}

/** Values that `clipFrames` may write behind a clip: of no framing does the last window end further on. */
export function roomBehind(spec: Spec): i32 {
  return windowedLength(spec.winLength) + spec.hopLength;
}

/**
 * Makes frames of a clip, `count` from `first` on; where they are coupled, they must be all.
 *
 * @param plan  by `planSpec`
 * @param x     f32[n], n > 0, clean, with `roomBefore` and `roomBehind`; its padding is written there
 * @returns     f32[count][nCoefficients], newly reserved; 0 if there is no room
 */
export function clipFrames(spec: Spec, plan: usize, x: usize, n: i32, first: i32, count: i32): usize {
  const lead = leadOf(spec);
  if (!LEAN && spec.emphasizesSignal && spec.preEmphasis > 0) preEmphasize(x, n, spec.preEmphasis, 0);
  pad(spec, x, n);

  const rowLength = spec.nCoefficients();
  const bytes = (<u64>count * <u64>rowLength) << 2;
  const logMelBytes = spec.topDb > 0 ? (<u64>(count + 3) * <u64>spec.nMels) << 2 : 0;
  if (!makeRoom(bytes + logMelBytes + 64)) return 0;
  const values = alloc(<usize>bytes);
  const logMels = logMelBytes ? alloc(<usize>logMelBytes) : 0;

  const framed = x + ((<isize>first * <isize>spec.hopLength - <isize>lead) << 2);
  extractFeatures(plan, framed, count, values, rowLength, logMels);
  if (logMels) finishFeatures(plan, logMels, count, values, rowLength);
  if (!LEAN && spec.energy) {
    const column = spec.energy === 1 ? 0 : spec.nStatics() - 1;
    frameLogEnergies(plan, framed, count, values + ((<usize>column) << 2), rowLength);
  }
  if (!LEAN) appendDeltas(spec, values, count, rowLength);
  return values;
}

/** Whether a frame's row depends on other frames than its own. */
export function areCoupled(spec: Spec): bool {
  return spec.topDb > 0 || (!LEAN && spec.deltas > 0);
}

function pad(spec: Spec, x: usize, n: i32): void {
  const before = roomBefore(spec);
  const behind = roomBehind(spec);
  if (LEAN || spec.padding === ZERO) {
    const byteLength = (<usize>before) << 2;
    memory.fill(x - byteLength, 0, byteLength);
    memory.fill(x + ((<usize>n) << 2), 0, (<usize>behind) << 2);
  } else {
    mirror(x, n, before, behind, spec.padding);
  }
}

function appendDeltas(spec: Spec, values: usize, nFrames: i32, rowLength: i32): void {
  const columns = spec.nStatics();
  const group = (<usize>columns) << 2;
  const width = spec.deltaWidth;
  let to = values;
  for (let order = 1; order <= spec.deltas; order++) {
    const before = to;
    to += group;
    if (spec.deltaKind === 0) delta(values, nFrames, columns, rowLength, to, width, order);
    else if (spec.deltaKind === 1) regressionDelta(before, nFrames, columns, rowLength, to, width, 1);
    else regressionDelta(values, nFrames, columns, rowLength, to, width, order);
  }
}
