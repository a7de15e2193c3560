import { type InputSpec, percentile, type Waveform } from "@undertone/core";
import { type FeatureKernels, frameEnergies } from "@undertone/kernels/features";

type Trim = NonNullable<InputSpec["trim"]>;

/**
 * Cuts off silent head and tail. With E[t] the energies of frames of winLength every hopLength samples, a frame is loud if
 *
 *   E[t] >= percentile(E) · 10^(-thresholdDb / 10)
 *
 * and what stays reaches from `margin` frames before the first loud one to `margin` frames after the last. A waveform
 * that is silent or shorter than one frame stays whole.
 */
export function trimSilence(
  wasm: FeatureKernels,
  { samples, sampleRate }: Waveform,
  frame: { winLength: number; hopLength: number },
  trim: Trim,
): Waveform {
  const { thresholdDb, margin } = trim;
  const energies = frameEnergies(wasm, samples, frame);
  if (energies.length === 0) return { samples, sampleRate };

  const threshold = percentile(energies, trim.percentile) * wasm.powerRatio(-thresholdDb);
  const loud = (energy: number) => energy >= threshold;
  const first = Math.max(0, energies.findIndex(loud) - margin);
  const last = energies.findLastIndex(loud) + margin;

  const start = first * frame.hopLength;
  const end = last >= energies.length - 1 ? samples.length : last * frame.hopLength + frame.winLength;
  return { samples: samples.slice(start, end), sampleRate };
}
