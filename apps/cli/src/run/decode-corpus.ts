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
  reportBroken(decoded.broken, utterances.length, terminal);
  if (decoded.warnings.length > 0) {
    terminal.warn(
      `${counted(decoded.warnings.length, "warning")} of files that are used:\n${reasonList(decoded.warnings)}`,
    );
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
