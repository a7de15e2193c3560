import { AudioFormatError } from "./audio-format-error.ts";
import { fourCc } from "./chunks.ts";
import { decodeFlac } from "./codecs/flac.ts";
import { id3v1Start, id3v2End } from "./codecs/id3.ts";
import { decodeMpeg } from "./codecs/mpeg.ts";
import { findMpegFrame } from "./codecs/mpeg-frames.ts";
import { decodeOgg } from "./codecs/ogg.ts";
import type { DecodedAudio } from "./decoded-audio.ts";
import { readAiff } from "./read-aiff.ts";
import { readWav } from "./read-wav.ts";
import { checkSample } from "./sample-format.ts";

/** Audio that has no reader here, by the bytes at an offset, for the message only. */
const UNREADABLE: readonly { at: number; begins: string; name: string }[] = [
  { at: 4, begins: "ftyp", name: "an MP4" },
  { at: 0, begins: "\x1a\x45\xdf\xa3", name: "a WebM" },
  { at: 0, begins: "caff", name: "a Core Audio Format" },
  { at: 0, begins: ".snd", name: "an AU" },
  { at: 0, begins: "NIST_1A", name: "a NIST SPHERE" },
  { at: 0, begins: "riff\x2e\x91\xcf\x11", name: "a Wave64" },
  { at: 0, begins: "wvpk", name: "a WavPack" },
  { at: 0, begins: "MAC ", name: "a Monkey's Audio" },
  { at: 0, begins: "\x30\x26\xb2\x75", name: "a Windows Media" },
  { at: 0, begins: "#!AMR", name: "an AMR" },
  { at: 0, begins: "\xff\xf1", name: "an AAC" },
  { at: 0, begins: "\xff\xf9", name: "an AAC" },
];

/**
 * Decodes a file by what it holds, whatever its name ends in: WAV, AIFF and AIFF-C, FLAC, MP3 (and layers 1 and 2), Ogg
 * with Vorbis, Opus or FLAC. ID3 tags in front are skipped. The codecs of the last three are loaded when first needed.
 *
 * @param file  what messages call the file
 * @throws AudioFormatError if the file cannot be read
 */
export async function decodeAudio(bytes: Uint8Array, file = "audio"): Promise<DecodedAudio> {
  const decoded = await decodeByContent(bytes, file);
  const { samples } = decoded.waveform;
  // What the codecs give; the readers of plain samples know the byte offsets and have checked already.
  for (let i = 0; i < samples.length; i++) checkSample(file, i, samples[i], 0);
  return decoded;
}

async function decodeByContent(bytes: Uint8Array, file: string): Promise<DecodedAudio> {
  if (bytes.length === 0) throw new AudioFormatError(file, "an empty file", 0);
  switch (containerAt(bytes, 0)) {
    case "RIFF":
    case "RIFX":
    case "RF64":
    case "BW64":
      return readWav(bytes, file);
    case "FORM":
      return readAiff(bytes, file);
  }
  const at = id3v2End(bytes);
  switch (containerAt(bytes, at)) {
    case "fLaC":
      return decodeFlac(bytes, file, at);
    case "OggS":
      return decodeOgg(bytes, file, at);
  }
  const frame = findMpegFrame(bytes, at, id3v1Start(bytes));
  if (frame !== undefined) return decodeMpeg(bytes, file, frame);

  const begin = String.fromCharCode(...bytes.subarray(at, at + 16));
  const known = UNREADABLE.find((candidate) => begin.startsWith(candidate.begins, candidate.at));
  const what = known ? `${known.name} file` : "no audio format that is known here";
  throw new AudioFormatError(file, `${what}, expected WAV, AIFF, FLAC, MP3 or Ogg`, at);
}

const containerAt = (bytes: Uint8Array, at: number): string => (at + 4 <= bytes.length ? fourCc(bytes, at) : "");
