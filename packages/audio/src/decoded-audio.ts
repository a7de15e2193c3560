import type { Waveform } from "@undertone/core";
import { AudioFormatError } from "./audio-format-error.ts";

/** A file's audio, and what is to be known of where it came from. */
export interface DecodedAudio {
  /** the mean of all channels; empty where the file holds no samples */
  waveform: Waveform;
  /** container and encoding: "wav pcm16", "aiff pcm16", "flac 24", "mp3", "ogg vorbis" */
  format: string;
  /** channels in the file */
  channels: number;
  /** what was not as it should be and yet did not prevent reading, one sentence each */
  warnings: string[];
}

/**
 * The most samples that are read of one file, 1 GiB of float32 and 4.6 hours at 16 kHz; the frames of FLAC, MPEG and
 * Opus, of which some ten forged bytes stand for half a million samples, are counted over all channels.
 */
export const MAX_DECODED_SAMPLES = 268_435_456;

/** The slowest rate that is read, in Hz: speech recorded below this is no use, and the resampler goes no lower. */
export const MIN_SAMPLE_RATE = 4000;

/** The fastest rate that is read, in Hz: the fastest converters sold. */
export const MAX_SAMPLE_RATE = 768_000;

/** The most channels that are read: twice what the widest microphone arrays have. */
export const MAX_CHANNELS = 256;

/** @throws AudioFormatError unless channels is from 1 to 256 */
export function checkChannels(file: string, channels: number, byteOffset: number): void {
  if (!(channels >= 1 && channels <= MAX_CHANNELS)) {
    throw new AudioFormatError(file, `channels is ${channels}, expected 1 to ${MAX_CHANNELS}`, byteOffset);
  }
}

/** @throws AudioFormatError unless sampleRate is from 4000 to 768000 Hz */
export function checkSampleRate(file: string, sampleRate: number, byteOffset: number): void {
  if (!(sampleRate >= MIN_SAMPLE_RATE && sampleRate <= MAX_SAMPLE_RATE)) {
    const rule = `expected ${MIN_SAMPLE_RATE} to ${MAX_SAMPLE_RATE} Hz`;
    throw new AudioFormatError(file, `sampleRate is ${sampleRate}, ${rule}`, byteOffset);
  }
}

/**
 * The mean of all channels, summed in float64 in the order of the channels and rounded once to float32, so that
 * every container of the same samples gives the same bits.
 *
 * @param channels  [nChannels][n], at least one, all of one length
 * @returns         [n]; of a single channel, that channel itself
 */
export function mixedDown(channels: readonly Float32Array[]): Float32Array {
  const [first] = channels;
  if (channels.length === 1) return first;

  const mono = new Float32Array(first.length);
  for (let i = 0; i < mono.length; i++) {
    let sum = 0;
    for (const channel of channels) sum += channel[i];
    mono[i] = sum / channels.length;
  }
  return mono;
}
