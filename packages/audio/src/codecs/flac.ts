import { AudioFormatError } from "../audio-format-error.ts";
import { type DecodedAudio, mixedDown } from "../decoded-audio.ts";
import { MAX_DECODED_SAMPLES, withCodec } from "./codec.ts";
import { readFlacStream, splitFlacFrames } from "./flac-frames.ts";
import { id3v1Start } from "./id3.ts";

/**
 * Decodes a FLAC stream of 8, 16, 24 or 32 bits to the samples of its WAV, bit for bit. The codec divides integers by
 * 2^(bits - 1) - 1 and rounds to float32; undoing that, by the product with (2^(bits - 1) - 1) / 2^(bits - 1), is exact
 * for every integer of up to 24 bits, and for 32 bits gives the integer rounded to float32, as of a WAV.
 *
 * @param at  byte offset of "fLaC"
 * @throws AudioFormatError if the header is wrong, or no frame is whole
 */
export async function decodeFlac(bytes: Uint8Array, file: string, at: number): Promise<DecodedAudio> {
  const stream = readFlacStream(bytes, file, at);
  const { frames, nSamples, skipped } = splitFlacFrames(bytes, stream, id3v1Start(bytes));
  const { sampleRate, channels, bits } = stream;
  if (nSamples * channels > MAX_DECODED_SAMPLES) {
    const reason = `${nSamples * channels} samples, expected at most ${MAX_DECODED_SAMPLES}`;
    throw new AudioFormatError(file, reason, stream.framesAt);
  }
  if (frames.length === 0 && (stream.nSamples > 0 || skipped > 0)) {
    throw new AudioFormatError(file, "no whole FLAC frame", stream.framesAt);
  }
  const warnings: string[] = [];
  const format = `flac ${bits}`;
  if (frames.length === 0) {
    return { waveform: { samples: new Float32Array(0), sampleRate }, format, channels, warnings: ["no samples"] };
  }

  const { FLACDecoder } = await import("@wasm-audio-decoders/flac");
  const { channelData, errors } = await withCodec(new FLACDecoder(), file, stream.framesAt, (codec) =>
    codec.decodeFrames([stream.header, ...frames]),
  );
  if (channelData.length !== channels) {
    throw new AudioFormatError(file, `the decoder failed: ${errors[0]?.message ?? "no samples"}`, stream.framesAt);
  }
  const fullScale = 2 ** (bits - 1);
  for (const channel of channelData) {
    for (let i = 0; i < channel.length; i++) channel[i] = (channel[i] * (fullScale - 1)) / fullScale;
  }
  const samples = mixedDown(channelData);
  if (skipped > 0) warnings.push(`skipped ${skipped} bytes that belong to no whole FLAC frame`);
  if (errors.length > 0) warnings.push(`${errors.length} FLAC frames failed: ${errors[0].message}`);
  if (samples.length < stream.nSamples) {
    warnings.push(`truncated: ${samples.length} of ${stream.nSamples} samples are there`);
  }
  return { waveform: { samples, sampleRate }, format, channels, warnings };
}
