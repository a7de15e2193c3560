import { LABELS, occurring, type Waveform } from "@undertone/core";
import { type PathReason, readCorpus, syntheticCorpus, type Utterance } from "@undertone/corpus";
import type { Dsp } from "@undertone/kernels/dsp";
import { FileError, readAudio } from "../recognizer/read-audio.ts";
import { DEMO, SAMPLE_RATE, SYNTHETIC_NAME } from "./demo-settings.ts";
import type { CorpusSource, CorpusTable } from "./services.ts";

/** An utterance that has been decoded. */
export interface Recording extends Utterance {
  waveform: Waveform;
}

/** A corpus in memory. */
export interface OpenCorpus {
  recordings: Recording[];
  table: CorpusTable;
}

type Report = (progress: { done: number; total: number }) => void;

/** Utterances between two messages, each of which also lets a stop come in. */
const UTTERANCES_A_MESSAGE = 8;

/**
 * Reads a corpus. What cannot be read is listed, and the rest goes on.
 *
 * @throws the signal's reason when aborted
 */
export async function openCorpus(
  dsp: Dsp,
  source: CorpusSource,
  report: Report,
  signal: AbortSignal,
): Promise<OpenCorpus> {
  return source.kind === "synthetic" ? openSynthetic(report, signal) : openFolder(dsp, source, report, signal);
}

async function openSynthetic(report: Report, signal: AbortSignal): Promise<OpenCorpus> {
  const { nSpeakers, utterancesPerClass, seed } = DEMO;
  const total = LABELS.length * nSpeakers * utterancesPerClass;
  const recordings: Recording[] = [];
  for (const { utterance, waveform } of syntheticCorpus({
    nSpeakers,
    utterancesPerClass,
    seed,
    sampleRate: SAMPLE_RATE,
  })) {
    recordings.push({ ...utterance, waveform });
    await told(recordings.length, total, report, signal);
  }
  return { recordings, table: tableOf(SYNTHETIC_NAME, recordings, [], 0) };
}

async function openFolder(
  dsp: Dsp,
  { name, files }: Extract<CorpusSource, { kind: "folder" }>,
  report: Report,
  signal: AbortSignal,
): Promise<OpenCorpus> {
  const byPath = new Map(files.map(({ path, file }) => [path, file]));
  const { utterances, unrecognized, dropped, ignored } = readCorpus([...byPath.keys()]);
  const recordings: Recording[] = [];
  const broken: PathReason[] = [];
  for (const [i, utterance] of utterances.entries()) {
    try {
      const { waveform } = await readAudio(dsp, byPath.get(utterance.path)!, utterance.path, SAMPLE_RATE);
      recordings.push({ ...utterance, waveform });
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      broken.push({ path: utterance.path, reason: error.message });
    }
    await told(i + 1, utterances.length, report, signal);
  }
  const refused = [...broken, ...unrecognized, ...dropped];
  return { recordings, table: tableOf(name, recordings, refused, ignored.length) };
}

async function told(done: number, total: number, report: Report, signal: AbortSignal): Promise<void> {
  if (done % UTTERANCES_A_MESSAGE !== 0 && done !== total) return;
  report({ done, total });
  await new Promise((resolve) => setTimeout(resolve));
  signal.throwIfAborted();
}

function tableOf(name: string, recordings: readonly Recording[], refused: PathReason[], nIgnored: number): CorpusTable {
  const labels = occurring(recordings.map(({ label }) => label));
  const speakers = [...new Set(recordings.flatMap(({ speaker }) => speaker ?? []))].sort();
  return {
    name,
    synthetic: recordings.some(({ corpus }) => corpus === "synthetic"),
    labels,
    speakers: speakers.map((speaker) => ({
      name: speaker,
      counts: labels.map((label) => recordings.filter((one) => one.speaker === speaker && one.label === label).length),
    })),
    nUtterances: recordings.length,
    seconds: recordings.reduce((sum, { waveform }) => sum + waveform.samples.length / waveform.sampleRate, 0),
    refused,
    nIgnored,
  };
}
