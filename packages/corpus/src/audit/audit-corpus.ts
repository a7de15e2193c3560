import type { Divisible } from "../folds/fold.ts";
import type { FoldPlan } from "../folds/plan-folds.ts";
import { auditFiles, type FilesAudit, groupSounds, type SoundGroups } from "./audit-files.ts";
import { auditSplit, type Leak, type SplitAudit } from "./audit-split.ts";
import type { AuditedFile } from "./audited-file.ts";

/** What was found of a corpus and its division. */
export interface CorpusAudit {
  files: FilesAudit;
  /** null where nothing is divided */
  split: SplitAudit | null;
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
 * Audits recordings and a division of them.
 *
 * @param plan    null: the files alone
 * @param groups  of the files, where several divisions of them are audited
 */
export function auditCorpus<U extends Divisible>(
  files: readonly AuditedFile[],
  plan: FoldPlan<U> | null,
  groups: SoundGroups = groupSounds(files),
): CorpusAudit {
  const sounds = new Map(
    files.map(({ path }, i) => [path, { samples: groups.samples[i], sound: groups.sound[i] }] as const),
  );
  return { files: auditFiles(files, groups), split: plan && auditSplit(plan, sounds) };
}

/**
 * A protocol's label with what the audit found against it: "speaker (unseen voices), unsound: the same recording on both
 * sides".
 */
export function auditedLabel(label: string, audit: CorpusAudit | null): string {
  const broken = audit?.split?.broken ?? [];
  if (broken.length === 0) return label;
  return `${label}, unsound: ${broken.map((leak) => LEAK_WORDS[leak]).join(", ")} on both sides`;
}

/** What a division does not hold of what its protocol promises, in lines that name examples; null: it is sound. */
export function unsoundness({ split }: CorpusAudit): string | null {
  if (!split || split.broken.length === 0) return null;
  const lines = split.broken.flatMap((leak) => {
    const { count, examples } = split.leaks[leak];
    const shown = examples.map(
      ({ fold, tested, trained }) => `  ${fold}: ${tested} is tested, ${trained} is trained on`,
    );
    return [`${count} of ${split.nTested} test utterances have ${LEAK_WORDS[leak]} in training:`, ...shown];
  });
  return `the division is unsound under protocol ${split.protocol}:\n${lines.join("\n")}`;
}
