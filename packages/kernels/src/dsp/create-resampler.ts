import { read, reserve, withScratch } from "../common/arena.ts";
import { lasting } from "../common/lasting.ts";
import { clean } from "../features/write-clean.ts";
import type { Dsp } from "./load.ts";
import {
  checkRates,
  inputLength,
  type ResampleQuality,
  resampleFilter,
  runFilter,
  writeRows,
} from "./resample-filter.ts";

/** Resamples a signal that arrives piece by piece: all that it returns is, joined, what `resample` gives, bit for bit. */
export interface Resampler {
  /**
   * Takes the next samples, any number, and returns what they complete: an output waits for half a filter of input, 2.7 ms
   * from 48 to 16 kHz.
   *
   * @throws RangeError as `resample`; the samples then count as never given
   */
  push(samples: Float32Array): Float32Array;
  /** Returns what is left and begins anew: the signal ends here. */
  finish(): Float32Array;
  /** Gives the filter's memory back; of all that holds memory of one module, the last made goes first. */
  dispose(): void;
}

/** Makes a resampler, which holds memory of `dsp` until `dispose`. @throws RangeError as `resample` */
export function createResampler(
  dsp: Dsp,
  fromRate: number,
  toRate: number,
  quality: ResampleQuality = "standard",
): Resampler {
  checkRates({ fromRate, toRate });
  const filter = resampleFilter(fromRate, toRate, quality);
  const { upStep, downStep, nTaps, lead } = filter;
  const copies = fromRate === toRate;
  const rows = lasting(dsp, "resampler", () => (copies ? 0 : writeRows(dsp, filter)));

  // What lies under the filter from the next output on, and that output's phase.
  let held = new Float32Array(lead);
  let phase = 0;
  let nReceived = 0;
  let nReturned = 0;

  /** Makes the next `length` outputs from what is held, `samples`, and zeros behind them; keeps what the rest needs. */
  const advance = (samples: Float32Array, length: number): Float32Array =>
    withScratch(dsp, () => {
      const available = held.length + samples.length;
      const nInputs = Math.max(available, inputLength(filter, length, phase));
      const output = reserve(dsp, length);
      const input = reserve(dsp, nInputs);
      const inputs = new Float32Array(dsp.memory.buffer, input, nInputs);
      inputs.set(held);
      inputs.set(samples, held.length);
      inputs.fill(0, available);
      clean(dsp, input + held.byteLength, samples);
      runFilter(dsp, filter, rows.value, { input, output, length, phase });

      const next = phase + length * downStep;
      held = inputs.slice(Math.floor(next / upStep), available);
      phase = next % upStep;
      nReceived += samples.length;
      nReturned += length;
      return read(dsp, output, length);
    });

  return {
    push(samples) {
      if (copies) return samples.slice();
      const reach = (held.length + samples.length - nTaps + 1) * upStep - phase;
      return advance(samples, Math.max(0, Math.ceil(reach / downStep)));
    },
    finish() {
      if (copies) return new Float32Array(0);
      const rest = advance(new Float32Array(0), Math.ceil((nReceived * upStep) / downStep) - nReturned);
      held = new Float32Array(lead);
      phase = 0;
      nReceived = 0;
      nReturned = 0;
      return rest;
    },
    dispose: rows.dispose,
  };
}
