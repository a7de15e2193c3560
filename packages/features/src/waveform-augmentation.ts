import type { Random, Schema, Waveform } from "@undertone/core";
import type { Dsp } from "@undertone/kernels/dsp";

/** One way to alter a waveform: what may be asked for, what is drawn from it, and what the drawing does. */
export interface WaveformAugmentation<Spec, Drawn> {
  schema: Schema<Spec>;
  /** Plain data that says all of what is done to one utterance; null: nothing. */
  draw(spec: Spec, random: Random): Drawn | null;
  /** @throws RangeError if a sample is not finite */
  apply(dsp: Dsp, waveform: Waveform, drawn: Drawn): Waveform;
}
