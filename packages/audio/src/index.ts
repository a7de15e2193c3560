export { AudioFormatError } from "./audio-format-error.ts";
export { decodeAudio } from "./decode-audio.ts";
export type { DecodedAudio } from "./decoded-audio.ts";
export { type LoadedAudio, loadWaveform } from "./load-waveform.ts";
export { readAiff } from "./read-aiff.ts";
export { readWav } from "./read-wav.ts";
export { resample } from "./resample.ts";
export { writeWav } from "./write-wav.ts";
