import { readFileSync } from "node:fs";
import { loadWaveform } from "@undertone/audio";
import type { Dsp } from "@undertone/kernels/dsp";
import { parseArguments } from "./arguments.ts";
import { syntheticSpeech } from "./speech.ts";

/** Sixty seconds of speech: of the files on the command line, behind one another and over again, or else synthetic. */
export async function minuteOfSpeech(dsp: Dsp, sampleRate: number): Promise<Float32Array> {
  const { files } = parseArguments(process.argv.slice(2));
  const length = 60 * sampleRate;
  // Synthetic speech need not be speech at the rate that is claimed.
  if (files.length === 0) return syntheticSpeech(Math.ceil(length / 16_000)).samples.slice(0, length);

  const minute = new Float32Array(length);
  for (let at = 0, i = 0; at < length; i++) {
    const file = files[i % files.length];
    const { waveform } = await loadWaveform(dsp, readFileSync(file), file, sampleRate);
    if (waveform.samples.length === 0) throw new RangeError(`${file} has no samples, expected speech`);
    minute.set(waveform.samples.subarray(0, length - at), at);
    at += waveform.samples.length;
  }
  return minute;
}
