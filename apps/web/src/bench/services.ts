import type { Timings } from "@undertone/features";

/** How far a measurement is. */
export interface BenchProgress {
  doing: "features" | "recognition";
  /** of the whole, 0 to 1 */
  share: number;
}

/** What is measured of recognizing a waveform, in milliseconds of the clock on the wall. */
export interface RecognitionTiming {
  /** that the waveform lasts */
  seconds: number;
  runs: number;
  /** from a bundle's bytes to a recognizer: the median of a few */
  readyMs: number;
  /** of the first waveform of a new recognizer */
  firstMs: number;
  p50Ms: number;
  p95Ms: number;
  /** seconds of audio in a second, by the median */
  timesRealTime: number;
  /** of Wasm memory, after a recognition, in KiB */
  memoryKiB: number;
}

/** All that the worker measures, with the names that `undertone bench --json` has. */
export interface Measures extends Timings {
  clips: number;
  synthetic: true;
  recipe: string;
  /** the least step of the browser's clock, in milliseconds */
  clockStepMs: number;
  recognition: RecognitionTiming;
}

/** What the page adds to it. */
export interface BenchReport extends Measures {
  machine: { browser: string; cores: number; userAgent: string };
  /** ISO 8601, in UTC */
  date: string;
  bundle: { name: string; weightsSha256: string };
}
