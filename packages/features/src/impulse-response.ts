import { between, text } from "@undertone/core";
import { convolve } from "@undertone/kernels/dsp";
import * as v from "valibot";
import { recordingAt } from "./recordings.ts";
import type { WaveformAugmentation } from "./waveform-augmentation.ts";

/** A room, a loudspeaker or a microphone by its recorded impulse response, in so many of all draws. */
export interface ImpulseResponseSpec {
  probability: number;
  /** the name of the set of recordings of which one is drawn, each as likely */
  recordings: string;
}

export interface ImpulseResponseDraw {
  recordings: string;
  /** where in the set the recording is, from 0 up to 1 */
  which: number;
}

/** The response's largest sample counts as the direct path: it stays where it was, as loud as it was. So does the length. */
export const impulseResponse: WaveformAugmentation<ImpulseResponseSpec, ImpulseResponseDraw> = {
  schema: v.strictObject({ probability: between(0, 1), recordings: text() }),
  recordings: ({ recordings }) => recordings,
  draw: ({ probability, recordings }, random) =>
    random.uniform() < probability ? { recordings, which: random.uniform() } : null,
  apply(dsp, { samples, sampleRate }, { recordings: name, which }, recordings) {
    const response = recordingAt(recordings, name, which, sampleRate);
    let origin = 0;
    for (let i = 1; i < response.length; i++) if (Math.abs(response[i]) > Math.abs(response[origin])) origin = i;
    const peak = Math.abs(response[origin]);
    if (peak === 0) throw new RangeError(`recordings.${name} has a silent response, expected a direct path`);
    const scaled = response.map((tap) => tap / peak);
    return { samples: convolve(dsp, samples, scaled, origin), sampleRate };
  },
};
