import { LABELS } from "@undertone/core";
import { syntheticCorpus } from "@undertone/corpus";
import type { Terminal } from "../terminal/terminal.ts";
import type { Recording } from "./recording.ts";

const N_SPEAKERS = 24;
const UTTERANCES_PER_CLASS = 4;

/** The demo's synthetic voices, each time the same for a seed. @throws the signal's reason when aborted */
export async function demoRecordings(
  seed: number,
  sampleRate: number,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<Recording[]> {
  const total = LABELS.length * N_SPEAKERS * UTTERANCES_PER_CLASS;
  const phase = terminal.phase({ title: "synthesize", total, unit: "utterances", lines: "timed" });
  const recordings: Recording[] = [];
  const corpus = syntheticCorpus({ nSpeakers: N_SPEAKERS, utterancesPerClass: UTTERANCES_PER_CLASS, seed, sampleRate });
  try {
    for (const { utterance, waveform } of corpus) {
      recordings.push({ ...utterance, waveform });
      phase.advance(1);
      await new Promise((resolve) => setImmediate(resolve));
      signal.throwIfAborted();
    }
    return recordings;
  } finally {
    phase.end();
  }
}
