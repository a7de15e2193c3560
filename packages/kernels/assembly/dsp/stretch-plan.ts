import { cosTurns } from "../common/math";
import { alloc } from "../common/memory";
import { LANES, planLaneFft } from "./lane-fft";
import { planPositions } from "./lane-positions";

/** Four frames at work. Where memory says [2][4]: the real parts in four lanes, then the imaginary ones. */
@unmanaged
export class StretchFrames {
  /** f32[nBins][2][4]: twice the frames' spectra */
  spectrum: usize;
  /** f32[nBins][2][4]: of magnitude 1, what the spectra are turned by */
  turn: usize;
}

/** The tables of one frame length, and room for eight frames at work. */
@unmanaged
export class StretchPlan {
  nFft: i32;
  /** u32[nFft + 1]: byte offset of frequency k in `laneFft`'s output; the last is that of k = 0 */
  positions: usize;
  twiddles: usize;
  /** f32[nFft]: Hann, periodic */
  window: usize;
  /** f32[nFft]: Hann times what makes overlapping frames add up to the signal */
  synthesis: usize;
  /** f32[nFft][2][4] */
  z: usize;
  /** f32[nBins + 4][4]: powers of four frames, two zeros at either end */
  power: usize;
  /** u16[4][nBins]: bins of each frame's peaks */
  peaks: usize;
  first: StretchFrames;
  second: StretchFrames;
}

/** Makes the tables of `timeStretch` for frames of nFft samples, a power of two from 16 to 32768; returns their address. */
export function planStretch(nFft: i32): usize {
  const address = alloc(offsetof<StretchPlan>());
  const plan = changetype<StretchPlan>(address);
  const nBins = 1 + (nFft >> 1);
  plan.nFft = nFft;
  plan.positions = planPositions(nFft);
  plan.twiddles = planLaneFft(nFft);
  plan.window = alloc((<usize>nFft) << 2);
  plan.synthesis = alloc((<usize>nFft) << 2);
  // The spectra are twice, the inverse transform nFft times too large, and Hann² at every quarter adds up to 3 / 2.
  const scale = 1 / (3 * <f64>nFft);
  for (let i = 0; i < nFft; i++) {
    const hann = 0.5 - 0.5 * cosTurns(<f64>i / <f64>nFft);
    store<f32>(plan.window + ((<usize>i) << 2), <f32>hann);
    store<f32>(plan.synthesis + ((<usize>i) << 2), <f32>(hann * scale));
  }
  plan.z = alloc(<usize>nFft * LANES);
  plan.power = zeros((<usize>nBins + 4) << 4);
  plan.peaks = alloc((<usize>nBins) << 3);
  plan.first = planFrames(nBins);
  plan.second = planFrames(nBins);
  return address;
}

/** Frames of silence. */
function planFrames(nBins: i32): StretchFrames {
  const frames = changetype<StretchFrames>(alloc(offsetof<StretchFrames>()));
  frames.spectrum = zeros(<usize>nBins * LANES);
  frames.turn = zeros(<usize>nBins * LANES);
  return frames;
}

function zeros(byteLength: usize): usize {
  const address = alloc(byteLength);
  memory.fill(address, 0, byteLength);
  return address;
}
