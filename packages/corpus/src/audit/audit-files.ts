import { percentile } from "@undertone/core";
import type { PathReason } from "../utterance.ts";
import type { AuditedFile } from "./audited-file.ts";
import { createGroups, sameSound } from "./same-sound.ts";

/** What is wrong, or looks wrong, with the recordings of a corpus. */
export interface FilesAudit {
  duplicates: Duplicate[];
  /** nothing in them is louder than -60 dB of full scale */
  silent: string[];
  clipped: PathReason[];
  /** much longer, shorter, louder or quieter than their corpus's others */
  odd: PathReason[];
}

/** Recordings that are one. */
export interface Duplicate {
  paths: string[];
  /** "samples": equal to the last sample; "sound": at another level, cut, or encoded again */
  kind: "samples" | "sound";
  /** more than one: at least one of them is wrong */
  labels: string[];
}

/** Which recordings are one, by their place in the list. */
export interface SoundGroups {
  /** [nFiles]: equal for files whose samples are equal */
  samples: number[];
  /** [nFiles]: equal for files that are one recording, their samples equal or not */
  sound: number[];
}

const SILENT_PEAK = 0.001;
const CLIPPED_SHARE = 0.001;
const SHORTEST = 0.3;
/** Against the corpus's median: 24 dB of level, four times the length. */
const ODD_RMS = 16;
const ODD_SECONDS = 4;

/** Finds files that are one recording, by their samples' hashes and by their fingerprints. */
export function groupSounds(files: readonly AuditedFile[]): SoundGroups {
  const firstOf = new Map<string, number>();
  for (const [i, { sha256 }] of files.entries()) if (!firstOf.has(sha256)) firstOf.set(sha256, i);
  const samples = files.map(({ sha256 }) => firstOf.get(sha256)!);
  // Of files with equal samples one is compared with the rest.
  const distinct = [...firstOf.values()];
  const groups = createGroups(files.length);
  for (const [i, first] of samples.entries()) groups.join(first, i);
  for (const members of sameSound(distinct.map((i) => files[i].fingerprint))) {
    for (const member of members) groups.join(distinct[members[0]], distinct[member]);
  }
  return { samples, sound: files.map((_, i) => groups.of(i)) };
}

/** Audits the recordings themselves, whatever is divided how. */
export function auditFiles(files: readonly AuditedFile[], groups: SoundGroups): FilesAudit {
  const silent = files.filter(isSilent).map(({ path }) => path);
  const clipped = files
    .filter(({ clipped: share }) => share >= CLIPPED_SHARE)
    .map(({ path, clipped: share }) => ({
      path,
      reason: `${(100 * share).toFixed(1)} % of its samples are at full scale`,
    }));
  return { duplicates: duplicatesIn(files, groups), silent, clipped, odd: oddIn(files) };
}

const isSilent = ({ peak }: AuditedFile) => !(peak >= SILENT_PEAK);

function duplicatesIn(files: readonly AuditedFile[], { samples, sound }: SoundGroups): Duplicate[] {
  const members = new Map<number, number[]>();
  for (const [i, group] of sound.entries()) {
    const found = members.get(group);
    if (found) found.push(i);
    else members.set(group, [i]);
  }
  return [...members.values()]
    .filter((indices) => indices.length > 1 && !indices.every((i) => isSilent(files[i])))
    .map((indices) => ({
      paths: indices.map((i) => files[i].path),
      kind: indices.every((i) => samples[i] === samples[indices[0]]) ? "samples" : "sound",
      labels: [...new Set(indices.map((i) => files[i].label))],
    }));
}

function oddIn(files: readonly AuditedFile[]): PathReason[] {
  const byCorpus = new Map<string, AuditedFile[]>();
  for (const file of files) {
    if (isSilent(file)) continue;
    const found = byCorpus.get(file.corpus);
    if (found) found.push(file);
    else byCorpus.set(file.corpus, [file]);
  }
  return [...byCorpus.values()].flatMap((own) => {
    const typical = {
      seconds: percentile(
        own.map(({ seconds }) => seconds),
        50,
      ),
      rms: percentile(
        own.map(({ rms }) => rms),
        50,
      ),
    };
    return own.flatMap((file) => {
      const reason = oddity(file, typical);
      return reason ? { path: file.path, reason } : [];
    });
  });
}

function oddity({ seconds, rms, corpus }: AuditedFile, typical: { seconds: number; rms: number }): string | null {
  const lasts = `lasts ${seconds.toFixed(2)} s`;
  if (seconds < SHORTEST) return `${lasts}, too short to speak in`;
  if (seconds > ODD_SECONDS * typical.seconds) return `${lasts}, over four times as long as ${corpus}'s median`;
  if (seconds * ODD_SECONDS < typical.seconds) return `${lasts}, less than a quarter of ${corpus}'s median`;
  if (rms > ODD_RMS * typical.rms) return `is over 24 dB louder than ${corpus}'s median`;
  if (rms * ODD_RMS < typical.rms) return `is over 24 dB quieter than ${corpus}'s median`;
  return null;
}
