import { decodeAudio, resample } from "@undertone/audio";
import { type FeatureSpec, percentile } from "@undertone/core";
import { type Dsp, profileStages } from "@undertone/kernels/dsp";
import { createExtractor } from "@undertone/kernels/features";

/** A file in memory. */
export interface Clip {
  name: string;
  bytes: Uint8Array;
}

/** What one stage takes, in CPU time of this process. */
export interface StageTiming {
  stage: string;
  clipsPerSecond: number;
  /** seconds of audio in a second */
  timesRealTime: number;
  /** milliseconds for a clip: the median over clips of each clip's median, and the 95th percentile */
  p50: number;
  p95: number;
  /** of the stages' sum; null for the whole, which is measured by itself */
  share: number | null;
}

export interface Timings {
  stages: StageTiming[];
  rounds: number;
  /** length of all clips together, in seconds */
  audioSeconds: number;
}

/** The name of the row that measures all stages in one go. */
export const WHOLE = "end to end";

/** No single measurement is shorter, in microseconds of CPU time: the clock has a resolution of about one. */
const SHORTEST = 1000;
const FEWEST_ROUNDS = 3;

type Work = () => unknown;

/**
 * Times each stage of feature extraction on each clip. Rounds over all clips are interleaved, so that what slows the
 * machine down for a while slows all stages down, and each clip counts with the median of its rounds.
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
  const taken = new Map<string, number[][]>();
  const start = performance.now();
  let rounds = 0;
  let audioSeconds = 0;
  for (; rounds < FEWEST_ROUNDS || performance.now() - start < 1000 * seconds; rounds++) {
    audioSeconds = 0;
    for (const [i, clip] of clips.entries()) {
      const { works, length, dispose } = await stagesOf(clip, spec, dsp);
      audioSeconds += length;
      try {
        for (const [stage, work] of works) {
          if (!taken.has(stage))
            taken.set(
              stage,
              Array.from(clips, () => []),
            );
          taken.get(stage)![i].push(await cpuMilliseconds(work));
        }
      } finally {
        dispose();
      }
      await new Promise((resolve) => setImmediate(resolve));
      signal.throwIfAborted();
    }
  }
  const medians = Array.from(taken, ([stage, clips]) => ({
    stage,
    times: clips.map((times) => percentile(times, 50)),
  }));
  return { stages: timingsOf(medians, audioSeconds), rounds, audioSeconds };
}

/** What is to be timed of one clip, all of it run once before. */
async function stagesOf(
  { name, bytes }: Clip,
  spec: FeatureSpec,
  dsp: Dsp,
): Promise<{ works: [string, Work][]; length: number; dispose(): void }> {
  const { waveform } = await decodeAudio(bytes, name);
  const { samples } = resample(dsp, waveform, spec.sampleRate);
  const extractor = createExtractor(dsp, spec);
  const profile = profileStages(dsp, spec, samples);
  const whole = async () =>
    extractor.extract(resample(dsp, (await decodeAudio(bytes, name)).waveform, spec.sampleRate).samples);
  await whole();
  return {
    works: [
      ["decode", () => decodeAudio(bytes, name)],
      ["resample", () => resample(dsp, waveform, spec.sampleRate)],
      ...profile.stages.map(({ name, run }): [string, Work] => [name, run]),
      [WHOLE, whole],
    ],
    length: waveform.samples.length / waveform.sampleRate,
    dispose() {
      profile.dispose();
      extractor.dispose();
    },
  };
}

/** CPU time of one run, from as many as are needed to be measured well. */
async function cpuMilliseconds(work: Work): Promise<number> {
  for (let n = 1; ; n *= 2) {
    const before = process.cpuUsage();
    for (let i = 0; i < n; i++) {
      const result = work();
      if (result instanceof Promise) await result;
    }
    const { user, system } = process.cpuUsage(before);
    if (user + system >= SHORTEST) return (user + system) / n / 1000;
  }
}

function timingsOf(medians: readonly { stage: string; times: number[] }[], audioSeconds: number): StageTiming[] {
  const total = (times: readonly number[]) => times.reduce((sum, time) => sum + time, 0);
  const parts = total(medians.filter(({ stage }) => stage !== WHOLE).flatMap(({ times }) => times));
  return medians.map(({ stage, times }) => ({
    stage,
    clipsPerSecond: (1000 * times.length) / total(times),
    timesRealTime: (1000 * audioSeconds) / total(times),
    p50: percentile(times, 50),
    p95: percentile(times, 95),
    share: stage === WHOLE ? null : total(times) / parts,
  }));
}
