import { decodeAudio } from "@undertone/audio";
import type { FeatureSpec } from "@undertone/core";
import { type Timings, timeStages as timeAll } from "@undertone/features";
import type { Dsp } from "@undertone/kernels/dsp";

/** A file in memory. */
export interface Clip {
  name: string;
  bytes: Uint8Array;
}

/** CPU time of this process, in milliseconds. */
function now(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/**
 * Times each stage of feature extraction on each clip, in CPU time of this process.
 *
 * @param seconds  how long rounds are begun; three are made in any case
 */
export async function timeStages(
  clips: readonly Clip[],
  spec: FeatureSpec,
  dsp: Dsp,
  seconds: number,
  signal: AbortSignal,
): Promise<Timings> {
  const start = performance.now();
  const timed = clips.map(({ name, bytes }) => ({
    decode: async () => (await decodeAudio(bytes, name)).waveform,
  }));
  return timeAll(dsp, spec, timed, {
    // The clock tells microseconds.
    clock: { now, shortest: 1 },
    goesOn: () => performance.now() - start < 1000 * seconds,
    async afterClip() {
      await new Promise((resolve) => setImmediate(resolve));
      signal.throwIfAborted();
    },
  });
}
