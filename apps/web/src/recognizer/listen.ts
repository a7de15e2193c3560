import { writeWav } from "@undertone/audio";
import { createResampler, type Dsp } from "@undertone/kernels/dsp";
import type { Recognizer } from "@undertone/runtime";
import { peaksOf } from "./picture.ts";
import type { LiveUpdate } from "./services.ts";
import { createWindows, type WindowOptions } from "./windowing.ts";

const PEAK_SECONDS = 0.02;

/** What is kept to be looked at afterwards: the first ten minutes. */
const MAX_KEPT_SECONDS = 600;

/** A message of a microphone: samples at its own rate; null: it has ended. */
export type Block = Float32Array | null;

export interface ListenOptions extends WindowOptions {
  port: MessagePort;
  /** of the blocks */
  sampleRate: number;
}

/**
 * Recognizes what comes in at a port, until it says null.
 *
 * @param report  after each block
 * @returns       a WAV file of what was heard, at the recognizer's rate, at most ten minutes
 */
export function listen(
  dsp: Dsp,
  recognizer: Recognizer,
  { port, sampleRate, ...options }: ListenOptions,
  report: (update: LiveUpdate) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const resampler = createResampler(dsp, sampleRate, recognizer.sampleRate);
  const windows = createWindows(recognizer, options);
  const peakLength = Math.round(PEAK_SECONDS * recognizer.sampleRate);
  const kept: Float32Array[] = [];
  let nHeard = 0;
  let rest = new Float32Array(0);

  const hear = (samples: Float32Array) => {
    if (nHeard < MAX_KEPT_SECONDS * recognizer.sampleRate) kept.push(samples);
    nHeard += samples.length;
    const unseen = joined([rest, samples]);
    const nPeaks = Math.floor(unseen.length / peakLength);
    const peaks = peaksOf(unseen.subarray(0, nPeaks * peakLength), nPeaks);
    rest = unseen.slice(nPeaks * peakLength);
    report({ seconds: nHeard / recognizer.sampleRate, peaks, windows: windows.push(samples) });
  };
  return new Promise((resolve, reject) => {
    port.onmessage = ({ data: block }: MessageEvent<Block>) => {
      try {
        if (block) return hear(resampler.push(block));
        port.close();
        hear(resampler.finish());
        resampler.dispose();
        resolve(writeWav({ samples: joined(kept), sampleRate: recognizer.sampleRate }));
      } catch (error) {
        port.close();
        reject(error);
      }
    };
  });
}

function joined(parts: readonly Float32Array[]): Float32Array<ArrayBuffer> {
  const all = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
