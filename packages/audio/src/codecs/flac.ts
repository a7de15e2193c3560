import { AudioFormatError } from "../audio-format-error.ts";
import { type DecodedAudio, MAX_DECODED_SAMPLES, mixedDown } from "../decoded-audio.ts";
import { joined, withCodec } from "./codec.ts";
import { readFlacStream, splitFlacFrames } from "./flac-frames.ts";
import { id3v1Start } from "./id3.ts";

/**
 * Decodes a FLAC stream of 8, 16, 24 or 32 bits to the samples of its WAV, bit for bit. The codec divides integers by
 * 2^(bits - 1) - 1 and rounds to float32; undoing that, by the product with (2^(bits - 1) - 1) / 2^(bits - 1), is exact
 * for every integer of up to 24 bits, and for 32 bits gives the integer rounded to float32, as of a WAV.
 *
 * @param at  byte offset of "fLaC"
 * @throws AudioFormatError if the header is wrong, no frame is whole, or a frame is whole and yet no FLAC
 */
export async function decodeFlac(bytes: Uint8Array, file: string, at: number): Promise<DecodedAudio> {
  const stream = readFlacStream(bytes, file, at);
  const { stretches, nSamples, skipped } = splitFlacFrames(bytes, stream, id3v1Start(bytes));
  const { sampleRate, channels, bits } = stream;
  if (nSamples * channels > MAX_DECODED_SAMPLES) {
    const reason = `${nSamples * channels} samples, expected at most ${MAX_DECODED_SAMPLES}`;
    throw new AudioFormatError(file, reason, stream.framesAt);
  }
  if (nSamples === 0 && (stream.nSamples > 0 || skipped > 0)) {
    throw new AudioFormatError(file, "no whole FLAC frame", stream.framesAt);
  }
  const { FLACDecoder } = await import("@wasm-audio-decoders/flac");
  const fullScale = (1 << (bits - 1)) >>> 0;
  const parts: Float32Array[] = [];
  for (const frames of stretches) {
    // The codec frees its last output again after a frame that it rejects, and it rejects the first behind a gap: each
    // stretch gets a decoder of its own, and what a decoder says after any error is not used.
    const { channelData, errors } = await withCodec(new FLACDecoder(), file, stream.framesAt, (codec) =>
      codec.decodeFrames(frames),
    );
    if (errors.length > 0) {
      throw new AudioFormatError(file, `the decoder failed: ${errors[0].message}`, stream.framesAt);
    }
    for (const channel of channelData) {
      for (let i = 0; i < channel.length; i++) channel[i] = (channel[i] * (fullScale - 1)) / fullScale;
    }
    parts.push(mixedDown(channelData));
  }
  const samples = joined(Float32Array, parts);
  const warnings: string[] = [];
  if (skipped > 0) warnings.push(`skipped ${skipped} bytes that belong to no whole FLAC frame`);
  if (samples.length < stream.nSamples) {
    warnings.push(`truncated: ${samples.length} of ${stream.nSamples} samples are there`);
  }
  if (samples.length === 0) warnings.push("no samples");
  return { waveform: { samples, sampleRate }, format: `flac ${bits}`, channels, warnings };
}
