import { float32Bytes, LABELS, occurring, sha256HexAsync, type Waveform } from "@undertone/core";
import {
  type AuditedFile,
  createFingerprinter,
  groupSounds,
  type PathReason,
  readCorpus,
  type SoundGroups,
  soundFacts,
  syntheticCorpus,
  type Utterance,
} from "@undertone/corpus";
import type { Dsp } from "@undertone/kernels/dsp";
import { FileError, readAudio } from "../recognizer/read-audio.ts";

import type { CorpusSource, CorpusTable } from "./services.ts";
import { DEMO, SAMPLE_RATE, SYNTHETIC_NAME } from "./settings.ts";

/** An utterance that has been decoded. */
export interface Recording extends Utterance {
  waveform: Waveform;
}

/** A corpus in memory. */
export interface OpenCorpus {
  recordings: Recording[];
  /** of each recording, what an audit needs to know */
  files: AuditedFile[];
  /** which of them are one recording */
  groups: SoundGroups;
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
  const { recordings, ...read } =
    source.kind === "synthetic" ? await synthesized(report, signal) : await readFolder(dsp, source, report, signal);
  const files = await audited(dsp, recordings, signal);
  return { recordings, files, groups: groupSounds(files), table: tableOf(read, recordings) };
}

interface ReadRecordings extends Pick<CorpusTable, "name" | "refused" | "nIgnored"> {
  recordings: Recording[];
}

async function synthesized(report: Report, signal: AbortSignal): Promise<ReadRecordings> {
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
  return { name: SYNTHETIC_NAME, recordings, refused: [], nIgnored: 0 };
}

async function readFolder(
  dsp: Dsp,
  { name, files }: Extract<CorpusSource, { kind: "folder" }>,
  report: Report,
  signal: AbortSignal,
): Promise<ReadRecordings> {
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
  return { name, recordings, refused: [...broken, ...unrecognized, ...dropped], nIgnored: ignored.length };
}

/** Listens to all recordings as `undertone train` does before it trains. */
async function audited(dsp: Dsp, recordings: readonly Recording[], signal: AbortSignal): Promise<AuditedFile[]> {
  const fingerprinter = createFingerprinter(dsp);
  const files: AuditedFile[] = [];
  try {
    for (const { path, corpus, label, waveform } of recordings) {
      const sha256 = await sha256HexAsync(float32Bytes(waveform.samples));
      const fingerprint = fingerprinter.fingerprint(waveform);
      files.push({ path, corpus, label, ...soundFacts(waveform), sha256, fingerprint });
      signal.throwIfAborted();
    }
    return files;
  } finally {
    fingerprinter.dispose();
  }
}

async function told(done: number, total: number, report: Report, signal: AbortSignal): Promise<void> {
  if (done % UTTERANCES_A_MESSAGE !== 0 && done !== total) return;
  report({ done, total });
  await new Promise((resolve) => setTimeout(resolve));
  signal.throwIfAborted();
}

function tableOf(read: Omit<ReadRecordings, "recordings">, recordings: readonly Recording[]): CorpusTable {
  const labels = occurring(recordings.map(({ label }) => label));
  const distinct = (values: readonly string[]) => [...new Set(values)].sort();
  const corpora = distinct(recordings.map(({ corpus }) => corpus));
  return {
    ...read,
    synthetic: corpora.includes("synthetic"),
    corpora,
    labels,
    speakers: distinct(recordings.flatMap(({ speaker }) => speaker ?? [])).map((speaker) => ({
      name: speaker,
      counts: labels.map((label) => recordings.filter((one) => one.speaker === speaker && one.label === label).length),
    })),
    nUtterances: recordings.length,
    seconds: recordings.reduce((sum, { waveform }) => sum + waveform.samples.length / waveform.sampleRate, 0),
  };
}
