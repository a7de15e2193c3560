import os from "node:os";
import { join } from "node:path";
import type { AuditedFile, PathReason, Utterance } from "@undertone/corpus";
import { CommandError } from "../errors.ts";
import { loadShown } from "../load/load-shown.ts";
import type { AboutFile } from "../load/loader.ts";
import type { LoadingArguments } from "../options.ts";
import { counted, fileSize, listed } from "../terminal/format.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { auditedFile } from "./audit.ts";
import type { Recording } from "./recording.ts";

/** What could not be read of a corpus, and what was read and is not as it should be. */
export interface Troubles {
  broken: PathReason[];
  warnings: PathReason[];
}

/** A corpus in memory, and what could not be read of it. */
export interface DecodedCorpus extends Troubles {
  recordings: Recording[];
  hashes: WaveformHashes;
  /** of each recording, what an audit needs to know */
  audited: AuditedFile[];
}

/** What stands for each recording's decoded samples: SHA-256 of their float32, by path. */
export type WaveformHashes = Record<string, string>;

/** An utterance's recording, and what is known of it. */
export interface DecodedRecording {
  recording: Recording;
  sha256: string;
  about: AboutFile;
}

/** Where utterances lie, and how they are decoded. */
export interface Decoding {
  /** for progress; left out: "decode" */
  title?: string;
  folder: string;
  utterances: readonly Utterance[];
  sampleRate: number;
  options: LoadingArguments;
}

/**
 * Decodes each utterance, and resamples it to `sampleRate`, on all cores, and holds all of them. Broken files are listed on
 * stderr, and the rest goes on.
 *
 * @throws CommandError if more than half of the files are broken, or memory is too small; the signal's reason when aborted
 */
export async function decodeCorpus(
  decoding: Decoding,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<DecodedCorpus> {
  const decoded = await allOf(decoding, terminal, signal);
  reportTroubles(decoded, decoding.utterances.length, terminal);
  return decoded;
}

/**
 * Decodes utterances that were decoded before.
 *
 * @throws CommandError that lists those that are not to the bit what they were, or as `decodeCorpus`
 */
export async function decodeAgain(
  decoding: Decoding,
  before: WaveformHashes,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<Recording[]> {
  const { recordings, hashes, broken } = await allOf(decoding, terminal, signal);
  const changed = recordings
    .filter(({ path }) => hashes[path] !== before[path])
    .map(({ path }) => ({ path, reason: "holds other sound than before" }));
  const troubles = [...broken, ...changed];
  if (troubles.length === 0) return recordings;
  const { folder, utterances } = decoding;
  throw new CommandError(
    `${folder}: ${counted(troubles.length, "recording")} of ${utterances.length} changed since the run began, expected none:\n${reasonList(troubles)}`,
  );
}

async function allOf(decoding: Decoding, terminal: Terminal, signal: AbortSignal): Promise<DecodedCorpus> {
  const decoded: DecodedCorpus = { recordings: [], hashes: {}, audited: [], broken: [], warnings: [] };
  const most = mostHeld();
  let held = 0;
  for await (const { recording, sha256, about } of decodeEach(decoding, decoded, terminal, signal)) {
    held += recording.waveform.samples.byteLength;
    if (held > most) {
      const { folder, utterances } = decoding;
      throw new CommandError(
        `${folder}: the first ${decoded.recordings.length + 1} of ${counted(utterances.length, "recording")} take ${fileSize(held)} decoded, expected all within ${fileSize(most)}, half of this machine's memory`,
      );
    }
    decoded.recordings.push(recording);
    decoded.hashes[recording.path] = sha256;
    decoded.audited.push(auditedFile(recording, about));
  }
  return decoded;
}

/** Of what is held the trainer makes trimmed copies: half of the memory that this process may have. */
function mostHeld(): number {
  const allowed = process.constrainedMemory(); // 0: not known
  return Math.floor((allowed > 0 ? Math.min(allowed, os.totalmem()) : os.totalmem()) / 2);
}

/**
 * Decodes one utterance after another, on all cores, and holds a few of them: for what looks at each once.
 *
 * @param troubles  is given what is wrong with files; broken ones are left out
 * @throws the signal's reason when aborted
 */
export async function* decodeEach(
  { title = "decode", folder, utterances, sampleRate, options }: Decoding,
  troubles: Troubles,
  terminal: Terminal,
  signal: AbortSignal,
): AsyncGenerator<DecodedRecording, void, void> {
  const paths = utterances.map(({ path }) => join(folder, path));
  const loading = { title, paths, target: { kind: "waveform", sampleRate, audited: true }, options } as const;
  let i = 0;
  for await (const outcome of loadShown(loading, terminal, signal)) {
    const utterance = utterances[i++];
    const { path } = utterance;
    if ("reason" in outcome) {
      troubles.broken.push({ path, reason: outcome.reason });
      continue;
    }
    troubles.warnings.push(...outcome.about.warnings.map((reason) => ({ path, reason })));
    yield {
      recording: { ...utterance, waveform: { samples: outcome.values, sampleRate } },
      sha256: outcome.sha256,
      about: outcome.about,
    };
  }
}

/** Lists what is wrong with files; throws as `reportBroken`. */
export function reportTroubles({ broken, warnings }: Troubles, total: number, terminal: Terminal): void {
  reportBroken(broken, total, terminal);
  if (warnings.length > 0) {
    terminal.warn(`${counted(warnings.length, "warning")} of files that are used:\n${reasonList(warnings)}`);
  }
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
