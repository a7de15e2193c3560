import { AudioFormatError } from "../audio-format-error.ts";
import { type DecodedAudio, MAX_DECODED_SAMPLES, mixedDown } from "../decoded-audio.ts";
import { withCodec } from "./codec.ts";
import { id3v1Start } from "./id3.ts";
import { readMpegHeader, splitMpegFrames } from "./mpeg-frames.ts";

/** The most samples in a frame, over both channels. */
const MAX_FRAME_SAMPLES = 2 * 1152;

/**
 * Decodes an MPEG-1, 2 or 2.5 audio stream of layer 1, 2 or 3. What an encoder added at both ends is cut off where the
 * stream's own Info frame says how much that is.
 *
 * @param at  byte offset of the first frame
 * @throws AudioFormatError if the decoder makes nothing of it
 */
export async function decodeMpeg(bytes: Uint8Array, file: string, at: number): Promise<DecodedAudio> {
  const first = readMpegHeader(bytes, at);
  if (!first) throw new AudioFormatError(file, "no MPEG audio frame", at);
  const { stretches, nFrames, skipped, missing } = splitMpegFrames(bytes, at, id3v1Start(bytes), first);
  if (nFrames * MAX_FRAME_SAMPLES > MAX_DECODED_SAMPLES) {
    const reason = `${nFrames} frames, expected at most ${MAX_DECODED_SAMPLES / MAX_FRAME_SAMPLES}`;
    throw new AudioFormatError(file, reason, at);
  }

  const { MPEGDecoder } = await import("mpg123-decoder");
  const { channelData, sampleRate, errors } = await withCodec(new MPEGDecoder(), file, at, (codec) =>
    codec.decodeFrames(stretches),
  );
  if (sampleRate !== first.sampleRate) {
    throw new AudioFormatError(file, `the decoder failed: ${errors[0]?.message ?? "no samples"}`, at);
  }
  const warnings: string[] = [];
  if (skipped > 0) warnings.push(`skipped ${skipped} bytes that belong to no MPEG audio frame`);
  if (missing > 0) warnings.push(`truncated: the last frame lacks ${missing} bytes`);
  if (errors.length > 0) warnings.push(`${errors.length} MPEG audio frames failed: ${errors[0].message}`);

  // The decoder gives a single channel twice.
  const samples = mixedDown(channelData.slice(0, first.channels));
  if (samples.length === 0) warnings.push("no samples");
  return { waveform: { samples, sampleRate }, format: `mp${first.layer}`, channels: first.channels, warnings };
}
