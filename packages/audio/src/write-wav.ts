import type { Waveform } from "@undertone/core";
import { MAX_SAMPLE_RATE, MIN_SAMPLE_RATE } from "./decoded-audio.ts";

/**
 * A mono WAV file of a waveform: a plain 44-byte header for "int16", 58 bytes with a fact chunk for "float32".
 * "int16" stores round(32768 x), halves upwards, clipped to [-32768, 32767], so that a 16-bit file read by `readWav`
 * is written back bit for bit; "float32" stores x.
 *
 * @throws RangeError if the sample rate is no whole number from 4000 to 768000 or a sample is not finite
 */
export function writeWav(
  { samples, sampleRate }: Waveform,
  format: "int16" | "float32" = "int16",
): Uint8Array<ArrayBuffer> {
  if (!(Number.isInteger(sampleRate) && sampleRate >= MIN_SAMPLE_RATE && sampleRate <= MAX_SAMPLE_RATE)) {
    const rule = `expected a whole number from ${MIN_SAMPLE_RATE} to ${MAX_SAMPLE_RATE}`;
    throw new RangeError(`sampleRate is ${sampleRate}, ${rule}`);
  }
  const isFloat = format === "float32";
  const byteLength = isFloat ? 4 : 2;
  const headerLength = isFloat ? 58 : 44;
  const bytes = new Uint8Array(headerLength + byteLength * samples.length);
  const view = new DataView(bytes.buffer);
  let at = 0;
  const id = (text: string) => {
    for (const character of text) bytes[at++] = character.charCodeAt(0);
  };
  const uint16 = (value: number) => {
    view.setUint16(at, value, true);
    at += 2;
  };
  const uint32 = (value: number) => {
    view.setUint32(at, value, true);
    at += 4;
  };

  id("RIFF");
  uint32(bytes.length - 8);
  id("WAVEfmt ");
  uint32(isFloat ? 18 : 16);
  uint16(isFloat ? 3 : 1);
  uint16(1);
  uint32(sampleRate);
  uint32(sampleRate * byteLength);
  uint16(byteLength);
  uint16(8 * byteLength);
  if (isFloat) {
    uint16(0);
    id("fact");
    uint32(4);
    uint32(samples.length);
  }
  id("data");
  uint32(byteLength * samples.length);
  for (const [i, sample] of samples.entries()) {
    if (!Number.isFinite(sample)) throw new RangeError(`samples[${i}] is ${sample}, expected a finite number`);
    if (isFloat) view.setFloat32(at, sample, true);
    else view.setInt16(at, Math.max(-32_768, Math.min(32_767, Math.round(32_768 * sample))), true);
    at += byteLength;
  }
  return bytes;
}
