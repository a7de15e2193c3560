import { between, oneOf } from "@undertone/core";
import * as v from "valibot";
import { range } from "./range.ts";
import type { WaveformAugmentation } from "./waveform-augmentation.ts";

/** The same waveform later or earlier: in so many of all draws, by seconds uniform from low to high. The length stays. */
export interface TimeShiftSpec {
  probability: number;
  /** over 0 is later, -60 to 60 s; rounded to whole samples */
  seconds: [number, number];
  /** what comes in where the waveform went out: silence, or what left at the other end */
  edge: "silence" | "wrap";
}

export interface TimeShiftDraw {
  seconds: number;
  edge: TimeShiftSpec["edge"];
}

/** Moves samples as they are, unchecked. */
export const timeShift: WaveformAugmentation<TimeShiftSpec, TimeShiftDraw> = {
  schema: v.strictObject({
    probability: between(0, 1),
    seconds: range(-60, 60),
    edge: oneOf(["silence", "wrap"]),
  }),
  draw: ({ probability, seconds, edge }, random) =>
    random.uniform() < probability ? { seconds: random.between(...seconds), edge } : null,
  apply(_dsp, { samples, sampleRate }, { seconds, edge }) {
    const n = samples.length;
    const shift = Math.round(seconds * sampleRate);
    const shifted = new Float32Array(n);
    if (edge === "wrap") {
      const start = n === 0 ? 0 : ((shift % n) + n) % n;
      shifted.set(samples.subarray(0, n - start), start);
      shifted.set(samples.subarray(n - start));
    } else if (Math.abs(shift) < n) {
      shifted.set(samples.subarray(Math.max(0, -shift), n - Math.max(0, shift)), Math.max(0, shift));
    }
    return { samples: shifted, sampleRate };
  },
};
