import { createHash } from "node:crypto";
import { join } from "node:path";
import type { PathReason, Utterance } from "@undertone/corpus";
import { CommandError, reasonOf } from "../errors.ts";
import type { AudioReader } from "../files/audio-reader.ts";
import { counted, listed } from "../terminal/format.ts";
import type { Terminal } from "../terminal/terminal.ts";
import type { Recording } from "./recording.ts";

/** A corpus in memory, and what could not be read of it. */
export interface DecodedCorpus {
  recordings: Recording[];
  broken: PathReason[];
  /** files that were read and are not as they should be */
  warnings: PathReason[];
}

/** What stands for each recording's decoded samples: SHA-256 of their float32, by path. */
export type WaveformHashes = Record<string, string>;

/**
 * Decodes and resamples each utterance once. Broken files are listed on stderr, and the rest goes on.
 *
 * @throws CommandError if more than half of the files are broken; the signal's reason when aborted
 */
export async function decodeCorpus(
  folder: string,
  utterances: readonly Utterance[],
  reader: AudioReader,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<DecodedCorpus> {
  const decoded = await decodeEach(folder, utterances, reader, terminal, signal);
  reportBroken(decoded.broken, utterances.length, terminal);
  if (decoded.warnings.length > 0) {
    terminal.warn(
      `${counted(decoded.warnings.length, "warning")} of files that are used:\n${reasonList(decoded.warnings)}`,
    );
  }
  return decoded;
}

/**
 * Decodes utterances that were decoded before.
 *
 * @throws CommandError that lists those that are not to the bit what they were
 */
export async function decodeAgain(
  folder: string,
  utterances: readonly Utterance[],
  before: WaveformHashes,
  reader: AudioReader,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<Recording[]> {
  const { recordings, broken } = await decodeEach(folder, utterances, reader, terminal, signal);
  const now = waveformHashes(recordings);
  const changed = recordings
    .filter(({ path }) => now[path] !== before[path])
    .map(({ path }) => ({ path, reason: "holds other sound than before" }));
  const troubles = [...broken, ...changed];
  if (troubles.length === 0) return recordings;
  throw new CommandError(
    `${folder}: ${counted(troubles.length, "recording")} of ${utterances.length} changed since the run began, expected none:\n${reasonList(troubles)}`,
  );
}

export function waveformHashes(recordings: readonly Recording[]): WaveformHashes {
  return Object.fromEntries(
    recordings.map(({ path, waveform: { samples } }) => {
      const bytes = new Uint8Array(samples.buffer, samples.byteOffset, samples.byteLength);
      return [path, createHash("sha256").update(bytes).digest("hex")];
    }),
  );
}

async function decodeEach(
  folder: string,
  utterances: readonly Utterance[],
  reader: AudioReader,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<DecodedCorpus> {
  const decoded: DecodedCorpus = { recordings: [], broken: [], warnings: [] };
  const phase = terminal.phase({ title: "decode", total: utterances.length, unit: "utterances", lines: "timed" });
  try {
    for (const utterance of utterances) {
      const { path } = utterance;
      try {
        const { waveform, warnings } = await reader.read(join(folder, path));
        decoded.recordings.push({ ...utterance, waveform });
        decoded.warnings.push(...warnings.map((reason) => ({ path, reason })));
      } catch (error) {
        decoded.broken.push({ path, reason: reasonOf(error) });
      }
      phase.advance(1);
      signal.throwIfAborted();
    }
  } finally {
    phase.end();
  }
  return decoded;
}

const reasonList = (files: readonly PathReason[]): string =>
  listed(files.map(({ path, reason }) => `${path}: ${reason}`));

function reportBroken(broken: readonly PathReason[], total: number, terminal: Terminal): void {
  if (broken.length === 0) return;
  const are = broken.length === 1 ? "is" : "are";
  terminal.warn(
    `${counted(broken.length, "file")} of ${total} cannot be read and ${are} left out:\n${reasonList(broken)}`,
  );
  if (broken.length > total / 2) {
    throw new CommandError(`${broken.length} of ${total} files cannot be read, expected at most half`);
  }
}
