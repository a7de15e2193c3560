import { join } from "node:path";
import {
  type AuditedFile,
  auditFiles,
  auditSplit,
  type FilesAudit,
  type FoldPlan,
  groupSounds,
  type Leak,
  type SplitAudit,
  type Utterance,
} from "@undertone/corpus";
import { CommandError } from "../errors.ts";
import { decodeFingerprint } from "../files/fingerprint-text.ts";
import { readJsonIfThere } from "../files/read-file.ts";
import type { AboutFile } from "../load/loader.ts";

/** What was found of a corpus and its division; audit.json in a run's folder. */
export interface Audit {
  files: FilesAudit;
  /** null where nothing is divided */
  split: SplitAudit | null;
}

/** An utterance's recording as an audit takes it. */
export function auditedFile({ path, corpus, label }: Utterance, { audit }: AboutFile): AuditedFile {
  const { fingerprint, ...facts } = audit!;
  return { path, corpus, label, ...facts, fingerprint: decodeFingerprint(fingerprint) };
}

/** @param plan  null: the files alone */
export function audited<U extends Utterance>(files: readonly AuditedFile[], plan: FoldPlan<U> | null): Audit {
  const groups = groupSounds(files);
  const sounds = new Map(
    files.map(({ path }, i) => [path, { samples: groups.samples[i], sound: groups.sound[i] }] as const),
  );
  return { files: auditFiles(files, groups), split: plan && auditSplit(plan, sounds) };
}

export const auditPath = (run: string): string => join(run, "audit.json");

/** Null if the run was stopped before it was audited. */
export function readAudit(run: string): Promise<Audit | null> {
  return readJsonIfThere<Audit>(auditPath(run));
}

/** What a test utterance shares with the training side, in words. */
export const LEAK_WORDS: Readonly<Record<Leak, string>> = {
  samples: "the same samples",
  sound: "the same recording",
  sibling: "an augmented sibling",
  speaker: "the same speaker",
  text: "the same sentence",
};

/**
 * A protocol's label with what the audit found against it: "speaker (unseen voices), unsound: the same recording on both
 * sides".
 */
export function auditedLabel(label: string, audit: Audit | null): string {
  const broken = audit?.split?.broken ?? [];
  if (broken.length === 0) return label;
  return `${label}, unsound: ${broken.map((leak) => LEAK_WORDS[leak]).join(", ")} on both sides`;
}

/** @throws CommandError that names examples, if the division does not hold what its protocol promises */
export function assertSound({ split }: Audit): void {
  if (!split || split.broken.length === 0) return;
  const lines = split.broken.flatMap((leak) => {
    const { count, examples } = split.leaks[leak];
    const shown = examples.map(
      ({ fold, tested, trained }) => `  ${fold}: ${tested} is tested, ${trained} is trained on`,
    );
    return [`${count} of ${split.nTested} test utterances have ${LEAK_WORDS[leak]} in training:`, ...shown];
  });
  throw new CommandError(
    `the division is unsound under protocol ${split.protocol}:\n${lines.join("\n")}\nremove the copies, or pass --unsound, and every number says so`,
  );
}
