import type { Waveform } from "@undertone/core";

/** Recordings that augmentations use: sets of them, by the names that a spec calls them by. */
export type Recordings = Readonly<Record<string, readonly Waveform[]>>;

/**
 * The set that a spec names.
 *
 * @throws RangeError if there is no such set, or nothing in it
 */
export function recordingsNamed(recordings: Recordings, name: string): readonly Waveform[] {
  const set = Object.hasOwn(recordings, name) ? recordings[name] : [];
  if (set.length > 0) return set;
  throw new RangeError(`recordings.${name} has 0 recordings, expected at least 1: the augmentation names them`);
}

/**
 * One recording of the set that a spec names.
 *
 * @param which       where in the set, from 0 up to 1, as drawn
 * @param sampleRate  of what the recording is to be used with, Hz
 * @throws RangeError if there is no such set, or the recording has no sample or another sample rate
 */
export function recordingAt(recordings: Recordings, name: string, which: number, sampleRate: number): Float32Array {
  const set = recordingsNamed(recordings, name);
  const i = Math.floor(which * set.length);
  assertUsable(set[i], `recordings.${name}[${i}]`, sampleRate);
  return set[i].samples;
}

/**
 * Refuses, before hours of work, recordings that would be refused or of no use when they are drawn.
 *
 * @param names       of the sets that will be used
 * @param sampleRate  of what they are to be used with, Hz
 * @throws RangeError if a set is missing or empty, or one of its recordings has no sample, only silence, another sample rate,
 *         or a sample that is not finite or over 1e9 in magnitude
 */
export function assertRecordings(recordings: Recordings, names: readonly string[], sampleRate: number): void {
  for (const name of names) {
    for (const [i, recording] of recordingsNamed(recordings, name).entries()) {
      const path = `recordings.${name}[${i}]`;
      assertUsable(recording, path, sampleRate);
      const { samples } = recording;
      const refused = samples.findIndex((sample) => !(Math.abs(sample) <= 1e9));
      if (refused >= 0) {
        throw new RangeError(`${path}.samples[${refused}] is ${samples[refused]}, expected a magnitude of at most 1e9`);
      }
      if (!samples.some((sample) => Math.abs(sample) >= 1e-10)) {
        throw new RangeError(`${path}.samples is silence, expected a sound`);
      }
    }
  }
}

function assertUsable({ samples, sampleRate: actual }: Waveform, path: string, sampleRate: number): void {
  if (samples.length === 0) throw new RangeError(`${path}.samples has 0 values, expected at least 1`);
  if (actual !== sampleRate) {
    throw new RangeError(`${path}.sampleRate is ${actual}, expected ${sampleRate}: resample first`);
  }
}
