import type { Random, Schema, Waveform } from "@undertone/core";
import type { Dsp } from "@undertone/kernels/dsp";
import type { Recordings } from "./recordings.ts";

/** One way to alter a waveform: what may be asked for, what is drawn from it, and what the drawing does. */
export interface WaveformAugmentation<Spec, Drawn> {
  schema: Schema<Spec>;
  /** The set of recordings that it uses, by name; absent: none. */
  recordings?(spec: Spec): string;
  /** Plain data that says all of what is done to one utterance; null: nothing. */
  draw(spec: Spec, random: Random): Drawn | null;
  /** @throws RangeError if a sample is not finite, or the recordings lack what was drawn */
  apply(dsp: Dsp, waveform: Waveform, drawn: Drawn, recordings: Recordings): Waveform;
}
