import { type FeatureSpec, percentile, type Waveform } from "@undertone/core";
import { type Dsp, profileStages, resample } from "@undertone/kernels/dsp";
import { createExtractor } from "@undertone/kernels/features";

/** What tells how long work takes: CPU time in a process, the time of day in a page. */
export interface Clock {
  /** in milliseconds, from any moment on */
  now(): number;
  /** no measurement is shorter, in milliseconds: some hundred times what the clock can tell apart */
  shortest: number;
}

/** A recording to be timed. */
export interface TimedClip {
  /** Makes its waveform anew, from bytes in memory. */
  decode(): Promise<Waveform>;
}

/** What one stage takes. */
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

export interface TimingOptions {
  clock: Clock;
  /** whether another round is begun after so many; three are made in any case */
  goesOn(rounds: number): boolean;
  /** awaited after each clip of a round; what it throws ends the timing */
  afterClip(rounds: number, clip: number): Promise<void>;
}

/** The name of the row that measures all stages in one go. */
export const WHOLE = "end to end";

const FEWEST_ROUNDS = 3;

type Work = () => unknown;

/**
 * Times each stage of feature extraction on each clip. Rounds over all clips are interleaved, so that what slows the
 * machine down for a while slows all stages down, and each clip counts with the median of its rounds.
 *
 * @param clips  [n], n > 0, each of at least one frame
 * @throws RangeError as `profileStages`, and what `decode` and `afterClip` throw
 */
export async function timeStages(
  dsp: Dsp,
  spec: FeatureSpec,
  clips: readonly TimedClip[],
  { clock, goesOn, afterClip }: TimingOptions,
): Promise<Timings> {
  const taken = new Map<string, number[][]>();
  let rounds = 0;
  let audioSeconds = 0;
  for (; rounds < FEWEST_ROUNDS || goesOn(rounds); rounds++) {
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
          taken.get(stage)![i].push(await milliseconds(work, clock));
        }
      } finally {
        dispose();
      }
      await afterClip(rounds, i);
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
  clip: TimedClip,
  spec: FeatureSpec,
  dsp: Dsp,
): Promise<{ works: [string, Work][]; length: number; dispose(): void }> {
  const waveform = await clip.decode();
  const resampled = ({ samples, sampleRate }: Waveform) =>
    sampleRate === spec.sampleRate ? samples : resample(dsp, samples, sampleRate, spec.sampleRate);
  const extractor = createExtractor(dsp, spec);
  const profile = profileStages(dsp, spec, resampled(waveform));
  const whole = async () => extractor.extract(resampled(await clip.decode()));
  await whole();
  return {
    works: [
      ["decode", () => clip.decode()],
      ["resample", () => resampled(waveform)],
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

/** The time of one run, from as many as are needed to be measured well. */
async function milliseconds(work: Work, { now, shortest }: Clock): Promise<number> {
  for (let n = 1; ; n *= 2) {
    const before = now();
    for (let i = 0; i < n; i++) {
      const result = work();
      if (result instanceof Promise) await result;
    }
    const taken = now() - before;
    if (taken >= shortest) return taken / n;
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
