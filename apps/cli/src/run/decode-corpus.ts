import { join } from "node:path";
import type { AuditedFile, PathReason, Utterance } from "@undertone/corpus";
import { CommandError } from "../errors.ts";
import { loadShown } from "../load/load-shown.ts";
import type { LoadingArguments } from "../options.ts";
import { counted, listed } from "../terminal/format.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { auditedFile } from "./audit.ts";
import type { Recording } from "./recording.ts";

/** A corpus in memory, and what could not be read of it. */
export interface DecodedCorpus {
  recordings: Recording[];
  hashes: WaveformHashes;
  /** of each recording, what an audit needs to know */
  audited: AuditedFile[];
  broken: PathReason[];
  /** files that were read and are not as they should be */
  warnings: PathReason[];
}

/** What stands for each recording's decoded samples: SHA-256 of their float32, by path. */
export type WaveformHashes = Record<string, string>;

/**
 * Decodes each utterance, and resamples it to `sampleRate`, on all cores. Broken files are listed on stderr, and the rest goes on.
 *
 * @throws CommandError if more than half of the files are broken; the signal's reason when aborted
 */
export async function decodeCorpus(
  folder: string,
  utterances: readonly Utterance[],
  sampleRate: number,
  options: LoadingArguments,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<DecodedCorpus> {
  const decoded = await decodeEach(folder, utterances, sampleRate, options, terminal, signal);
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
  sampleRate: number,
  options: LoadingArguments,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<Recording[]> {
  const { recordings, hashes, broken } = await decodeEach(folder, utterances, sampleRate, options, terminal, signal);
  const changed = recordings
    .filter(({ path }) => hashes[path] !== before[path])
    .map(({ path }) => ({ path, reason: "holds other sound than before" }));
  const troubles = [...broken, ...changed];
  if (troubles.length === 0) return recordings;
  throw new CommandError(
    `${folder}: ${counted(troubles.length, "recording")} of ${utterances.length} changed since the run began, expected none:\n${reasonList(troubles)}`,
  );
}

async function decodeEach(
  folder: string,
  utterances: readonly Utterance[],
  sampleRate: number,
  options: LoadingArguments,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<DecodedCorpus> {
  const decoded: DecodedCorpus = { recordings: [], hashes: {}, audited: [], broken: [], warnings: [] };
  const paths = utterances.map(({ path }) => join(folder, path));
  const loading = { title: "decode", paths, target: { kind: "waveform", sampleRate, audited: true }, options } as const;
  let i = 0;
  for await (const outcome of loadShown(loading, terminal, signal)) {
    const utterance = utterances[i++];
    const { path } = utterance;
    if ("reason" in outcome) {
      decoded.broken.push({ path, reason: outcome.reason });
      continue;
    }
    decoded.recordings.push({ ...utterance, waveform: { samples: outcome.values, sampleRate } });
    decoded.hashes[path] = outcome.sha256;
    decoded.audited.push(auditedFile(utterance, outcome.about));
    decoded.warnings.push(...outcome.about.warnings.map((reason) => ({ path, reason })));
  }
  return decoded;
}

export const reasonList = (files: readonly PathReason[]): string =>
  listed(files.map(({ path, reason }) => `${path}: ${reason}`));

/** @throws CommandError if more than half of `total` files are broken */
export function reportBroken(broken: readonly PathReason[], total: number, terminal: Terminal): void {
  if (broken.length === 0) return;
  const are = broken.length === 1 ? "is" : "are";
  terminal.warn(
    `${counted(broken.length, "file")} of ${total} cannot be read and ${are} left out:\n${reasonList(broken)}`,
  );
  if (broken.length > total / 2) {
    throw new CommandError(`${broken.length} of ${total} files cannot be read, expected at most half`);
  }
}
