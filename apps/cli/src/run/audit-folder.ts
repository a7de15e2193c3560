import { join } from "node:path";
import {
  type AuditedFile,
  auditCorpus,
  type CorpusAudit,
  type FoldPlan,
  type PathReason,
  planFolds,
  type Utterance,
} from "@undertone/corpus";
import { CommandError, rejecting, UsageError } from "../errors.ts";
import { loadShown } from "../load/load-shown.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { auditedFile } from "./audit.ts";
import { auditText } from "./audit-text.ts";
import type { CorpusCommandArguments } from "./corpus.ts";
import { reportBroken } from "./decode-corpus.ts";
import { speakersOf } from "./recording.ts";

/** The rate at which files are compared; a run audits at its recipe's. */
const SAMPLE_RATE = 16_000;
const SEED = 1;
const DEFAULT_FOLDS = 5;

/** What was heard of a folder. */
export interface FolderAudit {
  audit: CorpusAudit;
  broken: PathReason[];
}

/**
 * Listens to all files of a folder and audits them and a division of them, told on the terminal. Of each file a few hundred
 * bytes a second are kept, never its samples.
 *
 * @throws UsageError if the division that is asked for does not fit the corpus; CommandError if most files are broken
 */
export async function auditFolder(
  folder: string,
  utterances: readonly Utterance[],
  options: CorpusCommandArguments,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<FolderAudit> {
  const files: AuditedFile[] = [];
  const broken: PathReason[] = [];
  const sound: Utterance[] = [];
  const paths = utterances.map(({ path }) => join(folder, path));
  const loading = { title: "listen", paths, target: { kind: "audit", sampleRate: SAMPLE_RATE }, options } as const;
  let i = 0;
  for await (const outcome of loadShown(loading, terminal, signal)) {
    const utterance = utterances[i++];
    if ("reason" in outcome) {
      broken.push({ path: utterance.path, reason: outcome.reason });
      continue;
    }
    sound.push(utterance);
    files.push(auditedFile(utterance, outcome.about));
  }
  reportBroken(broken, utterances.length, terminal);
  const division = divided(sound, options);
  const audit = auditCorpus(files, "plan" in division ? division.plan : null);
  if ("reason" in division) terminal.print(`\nno division is audited: ${division.reason}`);
  terminal.print(`\n${auditText(audit)}`);
  return { audit, broken };
}

/** What is asked for, or else by speakers, or by recordings where a speaker is unknown; or why that cannot be done. */
function divided(
  utterances: readonly Utterance[],
  { protocol, folds }: CorpusCommandArguments,
): { plan: FoldPlan<Utterance> } | { reason: string } {
  const isAsked = protocol !== undefined || folds !== undefined;
  const isKnown = utterances.every(({ speaker }) => speaker !== null);
  const most = isKnown ? speakersOf(utterances).length : utterances.length;
  const byDefault = { protocol: isKnown ? "speaker" : "clip", folds: Math.min(DEFAULT_FOLDS, most) } as const;
  try {
    const options = isAsked ? { protocol, folds } : byDefault;
    return { plan: rejecting(CommandError, () => planFolds(utterances, options, SEED)) };
  } catch (error) {
    if (isAsked && error instanceof CommandError) throw new UsageError(error.message);
    if (isAsked || !(error instanceof CommandError)) throw error;
    return { reason: error.message };
  }
}
