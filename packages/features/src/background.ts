import { between, text } from "@undertone/core";
import { mixAtSnr } from "@undertone/kernels/dsp";
import * as v from "valibot";
import { range } from "./range.ts";
import { recordingAt } from "./recordings.ts";
import type { WaveformAugmentation } from "./waveform-augmentation.ts";

/** A recording behind the speech, as a street or other voices: in so many of all draws, at an SNR uniform from low to high. */
export interface BackgroundSpec {
  probability: number;
  /** energy of the waveform over that of the recording's part, exact to 0.01 dB, -60 to 100 dB */
  snrDb: [number, number];
  /** the name of the set of recordings of which one is drawn, each as likely */
  recordings: string;
}

export interface BackgroundDraw {
  snrDb: number;
  recordings: string;
  /** where in the set the recording is, from 0 up to 1 */
  which: number;
  /** where in the recording its part begins, from 0 up to 1: of the room that a longer one leaves, or of a shorter one's length */
  at: number;
}

/** A shorter recording is repeated. Silence gets nothing, and a part of a recording that is silent changes nothing. */
export const background: WaveformAugmentation<BackgroundSpec, BackgroundDraw> = {
  schema: v.strictObject({ probability: between(0, 1), snrDb: range(-60, 100), recordings: text() }),
  recordings: ({ recordings }) => recordings,
  draw({ probability, snrDb, recordings }, random) {
    if (random.uniform() >= probability) return null;
    return { snrDb: random.between(...snrDb), recordings, which: random.uniform(), at: random.uniform() };
  },
  apply(dsp, { samples, sampleRate }, { snrDb, recordings: name, which, at }, recordings) {
    const part = partOf(recordingAt(recordings, name, which, sampleRate), at, samples.length);
    return { samples: mixAtSnr(dsp, samples, part, snrDb), sampleRate };
  },
};

/** So many samples of a recording, over and over where it is shorter. */
function partOf(recording: Float32Array, at: number, length: number): Float32Array {
  const room = recording.length - length;
  let start = Math.floor(at * (room >= 0 ? room + 1 : recording.length));
  const part = new Float32Array(length);
  for (let filled = 0; filled < length; start = 0) {
    const piece = recording.subarray(start, start + length - filled);
    part.set(piece, filled);
    filled += piece.length;
  }
  return part;
}
