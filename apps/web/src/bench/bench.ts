import { decodeAudio, writeWav } from "@undertone/audio";
import { percentile, randomAt } from "@undertone/core";
import { drawVoice, synthesizeUtterance, syntheticCorpus } from "@undertone/corpus";
import { timeStages } from "@undertone/features";
import type { Dsp } from "@undertone/kernels/dsp";
import { createRecognizer, recognitionMemory } from "@undertone/runtime";
import type { OpenModel } from "../recognizer/open-model.ts";
import type { BenchProgress, Measures, RecognitionTiming } from "./services.ts";

/** The clips of `undertone bench`. */
const CLIPS = { nSpeakers: 2, utterancesPerClass: 1, seed: 1, sampleRate: 48_000 } as const;

/** Of the time, the rest recognizes. */
const FEATURES_SHARE = 0.7;

/** Steps of the clock in the shortest measurement: an error of 5 % at most in each, of which medians are taken. */
const STEPS_A_MEASUREMENT = 20;

const N_READY = 5;
const FEWEST_RUNS = 30;

type Report = (progress: BenchProgress) => void;

const now = () => performance.now();
const pause = () => new Promise<void>((resolve) => setTimeout(resolve));

/**
 * Times a bundle's features as `undertone bench` does, by the clock on the wall where that takes CPU time, then its
 * recognition of as much as it hears at once.
 *
 * @param seconds  how long, about
 */
export async function bench(dsp: Dsp, model: OpenModel, seconds: number, report: Report): Promise<Measures> {
  report({ doing: "features", share: 0 });
  const clockStepMs = leastStep();
  const clips = Array.from(syntheticCorpus(CLIPS), ({ waveform }) => writeWav(waveform));
  const begun = now();
  const elapsed = () => (now() - begun) / 1000 / seconds;
  const timings = await timeStages(
    dsp,
    model.bundle.input.features,
    clips.map((bytes) => ({ decode: async () => (await decodeAudio(bytes, "synthetic")).waveform })),
    {
      clock: { now, shortest: STEPS_A_MEASUREMENT * clockStepMs },
      goesOn: () => elapsed() < FEATURES_SHARE,
      async afterClip(round, clip) {
        const least = (round + (clip + 1) / clips.length) / 3;
        report({ doing: "features", share: FEATURES_SHARE * Math.min(1, least, elapsed() / FEATURES_SHARE) });
        await pause();
      },
    },
  );
  return {
    ...timings,
    clips: clips.length,
    synthetic: true,
    recipe: model.bundle.training.recipe,
    clockStepMs,
    recognition: await timeRecognition(model, (1 - FEATURES_SHARE) * seconds, report),
  };
}

async function timeRecognition(
  { bundle, bytes, card }: OpenModel,
  budget: number,
  report: Report,
): Promise<RecognitionTiming> {
  const { windowSeconds, sampleRate } = card;
  const waveform = { samples: speech(Math.round(windowSeconds * sampleRate), sampleRate), sampleRate };
  const ready: number[] = [];
  let recognizer = await createRecognizer(bytes);
  for (let i = 0; i < N_READY; i++) {
    recognizer.dispose();
    const before = now();
    recognizer = await createRecognizer(bytes);
    ready.push(now() - before);
  }
  const times: number[] = [];
  const begun = now();
  while (times.length < FEWEST_RUNS || now() - begun < 1000 * budget) {
    const before = now();
    recognizer.probabilities(waveform);
    times.push(now() - before);
    if (times.length % 8 !== 0) continue;
    const share = Math.min(1, times.length / FEWEST_RUNS, (now() - begun) / 1000 / budget);
    report({ doing: "recognition", share: FEATURES_SHARE + (1 - FEATURES_SHARE) * share });
    await pause();
  }
  recognizer.dispose();
  const [firstMs, ...others] = times;
  const p50Ms = percentile(others, 50);
  return {
    seconds: windowSeconds,
    runs: times.length,
    readyMs: percentile(ready, 50),
    firstMs,
    p50Ms,
    p95Ms: percentile(others, 95),
    timesRealTime: (1000 * windowSeconds) / p50Ms,
    memoryKiB: (await recognitionMemory(bundle)) / 1024,
  };
}

/** So many samples of a synthetic voice, over and over. */
function speech(length: number, sampleRate: number): Float32Array<ArrayBuffer> {
  const random = randomAt(CLIPS.seed, "synthesize");
  const voice = drawVoice(0, CLIPS.seed);
  const { samples } = synthesizeUtterance({ voice, label: "neutral", sentence: 0, sampleRate, random });
  return Float32Array.from({ length }, (_, i) => samples[i % samples.length]);
}

/** The least by which the clock goes on: browsers make it coarse, up to 1 ms, so that pages cannot spy by it. */
function leastStep(): number {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < 5; i++) {
    const before = now();
    let after = before;
    while (after === before) after = now();
    least = Math.min(least, after - before);
  }
  return least;
}
