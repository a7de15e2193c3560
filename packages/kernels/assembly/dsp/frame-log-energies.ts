import { log } from "../common/math";
import { conditionFrames, meansOf, pairAt } from "./condition-frames";
// biome-ignore lint/style/useImportType: AssemblyScript has no type imports
import { FeaturePlan } from "./feature-plan";

/**
 * Logarithms of the frames' energies, in float64: unit · ln(max(Σ x[i]², energyFloor)), of frames less their means where
 * the plan removes them ("raw"), or of frames as they are transformed, windowed and all.
 *
 * @param plan       by `planFeatures`
 * @param samples    as `extractFeatures` takes them
 * @param energies   f32, the first frame's; the next frame's lies `rowLength` values further
 */
export function frameLogEnergies(plan: usize, samples: usize, nFrames: i32, energies: usize, rowLength: i32): void {
  const p = changetype<FeaturePlan>(plan);
  const hop = (<usize>p.hopLength) << 2;
  const row = (<usize>rowLength) << 2;
  for (let t = 0; t < nFrames; t += 2) {
    const frame0 = samples + <usize>t * hop;
    const frame1 = t + 1 < nFrames ? frame0 + hop : frame0;
    const pair = p.windowedEnergy ? windowedEnergies(p, frame0, frame1) : rawEnergies(p, frame0, frame1);
    const energy = energies + <usize>t * row;
    store<f32>(energy, logEnergy(p, f64x2.extract_lane(pair, 0)));
    if (frame1 > frame0) store<f32>(energy + row, logEnergy(p, f64x2.extract_lane(pair, 1)));
  }
}

function logEnergy(p: FeaturePlan, energy: f64): f32 {
  return <f32>(p.unit * log(max(energy, p.energyFloor)));
}

/** fullScale² · Σ (x - mean)² of two frames. */
function rawEnergies(p: FeaturePlan, frame0: usize, frame1: usize): v128 {
  const mean = p.removeDc ? meansOf(frame0, frame1, p.winLength) : f64x2.splat(0);
  let sum = f64x2.splat(0);
  for (const end = frame0 + ((<usize>p.winLength) << 2); frame0 < end; frame0 += 4, frame1 += 4) {
    const x = f64x2.sub(pairAt(frame0, frame1), mean);
    sum = f64x2.add(sum, f64x2.mul(x, x));
  }
  return f64x2.mul(sum, f64x2.splat(p.fullScale * p.fullScale));
}

/** Σ z² of two frames, conditioned and windowed. */
function windowedEnergies(p: FeaturePlan, frame0: usize, frame1: usize): v128 {
  conditionFrames(frame0, frame1, p.winLength, p.removeDc, p.preEmphasis, p.window, p.z, p.nFft);
  let sum = f64x2.splat(0);
  for (let z = p.z, end = p.z + ((<usize>p.nFft) << 4); z < end; z += 16) {
    sum = f64x2.add(sum, f64x2.mul(v128.load(z), v128.load(z)));
  }
  return f64x2.mul(sum, f64x2.splat(p.energyUnit));
}
