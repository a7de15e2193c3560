import type { InputSpec } from "@undertone/core";
import type { ProgramWriter } from "./program-writer.ts";

const FRAMINGS = ["center", "centerHop", "snipEdges", "snipFft"] as const;
const PADDINGS = ["zero", "reflect", "symmetric"] as const;
const WINDOWS = ["hann", "hamming", "povey", "blackman", "rectangular"] as const;
const DCT_NORMS = ["ortho", "htk", "none"] as const;
const C0 = ["first", "last", "none"] as const;
const ENERGY = ["none", "first", "last"] as const;
const DELTA_KINDS = ["librosa", "htk", "kaldi"] as const;
const NORMALIZATIONS = ["utterance", "training", "none"] as const;

/** Writes an input spec as packages/kernels/assembly/engine/spec.ts reads it: whole numbers, then real ones. */
export function compileSpec(program: ProgramWriter, input: InputSpec): void {
  const { features: spec, trim } = input;
  // biome-ignore format: in the lines of spec.ts
  program.whole(
    spec.sampleRate, spec.nFft, spec.winLength, spec.hopLength,
    FRAMINGS.indexOf(spec.framing), PADDINGS.indexOf(spec.padding), spec.fullScale, Number(spec.removeFrameDc),
    Number(spec.preEmphasisScope === "signal"),
    WINDOWS.indexOf(spec.window), Number(spec.windowSymmetry === "symmetric"), Number(spec.spectrum === "magnitude"),
    spec.nMels, Number(spec.melScale === "htk"),
    Number(spec.melNorm === "slaney"), Number(spec.melInterpolation === "mel"), Number(spec.logScale === "decibel"),
    spec.kind === "mfcc" ? spec.nMfcc : 0, DCT_NORMS.indexOf(spec.dctNorm),
    spec.lifterOffset, C0.indexOf(spec.c0), ENERGY.indexOf(spec.energy), Number(spec.energyOf === "windowed"),
    spec.deltas, spec.deltaWidth, DELTA_KINDS.indexOf(spec.deltaKind),
    Number(input.removeDc), Number(trim !== null), trim?.margin ?? 0,
    input.averageFrames, input.nFrames, NORMALIZATIONS.indexOf(input.normalization),
  );
  program.real(spec.preEmphasis, spec.fMin, spec.fMax, spec.logFloor, spec.topDb ?? 0, spec.lifter, spec.energyFloor);
  program.real(trim?.thresholdDb ?? 1, trim?.percentile ?? 1);
}
