import { AudioFormatError } from "../audio-format-error.ts";
import { checkChannels, checkSampleRate, type DecodedAudio, MAX_DECODED_SAMPLES, mixedDown } from "../decoded-audio.ts";
import { joined, withCodec } from "./codec.ts";
import { decodeFlac } from "./flac.ts";
import { readOgg } from "./ogg-pages.ts";
import { opusSamples } from "./opus-samples.ts";

/** Opus always decodes to this rate, in Hz. */
const OPUS_SAMPLE_RATE = 48_000;

/**
 * Decodes an Ogg file that holds Vorbis, Opus or FLAC: its first such stream.
 *
 * @param at  byte offset of the first page
 * @throws AudioFormatError if there is no such stream, its header is wrong, its Opus stands for over 2²⁸ samples, or the
 *         decoder makes nothing of it
 */
export async function decodeOgg(bytes: Uint8Array, file: string, at: number): Promise<DecodedAudio> {
  const { codec, packets, pages, headerAt, granulePosition, warnings } = readOgg(bytes, file, at);
  const header = packets[0] ?? new Uint8Array(0);
  if (codec === "flac") {
    // The first packet is 9 bytes of mapping, "fLaC" and STREAMINFO, here marked as the last of the metadata; frames
    // begin with their sync code.
    const frames = packets.filter((packet) => packet[0] === 0xff);
    const streamInfo = [header.subarray(9, 13), Uint8Array.of(0x80), header.subarray(14, 51)];
    const native = joined(Uint8Array, [...streamInfo, ...frames]);
    const decoded = await decodeFlac(native, file, 0);
    return { ...decoded, format: `ogg ${decoded.format}`, warnings: [...warnings, ...decoded.warnings] };
  }

  if (header.length < 16)
    throw new AudioFormatError(file, `${header.length} bytes of ${codec} header, expected at least 16`, headerAt);
  const isVorbis = codec === "vorbis";
  const channels = header[isVorbis ? 11 : 9];
  checkChannels(file, channels, headerAt + (isVorbis ? 11 : 9));
  const claimedRate = new DataView(header.buffer, header.byteOffset).getUint32(12, true);
  if (isVorbis) checkSampleRate(file, claimedRate, headerAt + 12);
  const sampleRate = isVorbis ? claimedRate : OPUS_SAMPLE_RATE;
  const nOpusSamples = isVorbis ? 0 : channels * packets.slice(2).reduce((sum, packet) => sum + opusSamples(packet), 0);
  if (nOpusSamples > MAX_DECODED_SAMPLES) {
    throw new AudioFormatError(file, `${nOpusSamples} samples, expected at most ${MAX_DECODED_SAMPLES}`, headerAt);
  }

  const { channelData, errors } = isVorbis
    ? await decodeVorbis(pages, file, headerAt)
    : await decodeOpus(pages, file, headerAt);
  if (errors.length > 0) warnings.push(`${errors.length} packets failed: ${errors[0].message}`);
  let samples = channelData.length > 0 ? mixedDown(channelData) : new Float32Array(0);
  if (!isVorbis && granulePosition !== undefined) {
    // RFC 7845, section 4.4: the codec leaves this end on where a stream has one page of audio only.
    const preSkip = header[10] + 256 * header[11];
    samples = samples.slice(0, Math.max(0, granulePosition - preSkip));
  }
  if (samples.length === 0) {
    if (warnings.length > 0) throw new AudioFormatError(file, `no audio: ${warnings.join("; ")}`, headerAt);
    warnings.push("no samples");
  }
  return { waveform: { samples, sampleRate }, format: `ogg ${codec}`, channels, warnings };
}

async function decodeVorbis(pages: Uint8Array, file: string, byteOffset: number) {
  const { OggVorbisDecoder } = await import("@wasm-audio-decoders/ogg-vorbis");
  return withCodec(new OggVorbisDecoder(), file, byteOffset, (codec) => codec.decodeFile(pages));
}

async function decodeOpus(pages: Uint8Array, file: string, byteOffset: number) {
  const { OggOpusDecoder } = await import("ogg-opus-decoder");
  return withCodec(new OggOpusDecoder(), file, byteOffset, (codec) => codec.decodeFile(pages));
}
