import { join } from "node:path";
import { type AuditedFile, type CorpusAudit, type Utterance, unsoundness } from "@undertone/corpus";
import { CommandError } from "../errors.ts";
import { decodeFingerprint } from "../files/fingerprint-text.ts";
import { readJsonIfThere } from "../files/read-file.ts";
import type { AboutFile } from "../load/loader.ts";

/** An utterance's recording as an audit takes it. */
export function auditedFile({ path, corpus, label }: Utterance, { audit }: AboutFile): AuditedFile {
  const { fingerprint, ...facts } = audit!;
  return { path, corpus, label, ...facts, fingerprint: decodeFingerprint(fingerprint) };
}

/** audit.json in a run's folder. */
export const auditPath = (run: string): string => join(run, "audit.json");

/** Null if the run was stopped before it was audited. */
export function readAudit(run: string): Promise<CorpusAudit | null> {
  return readJsonIfThere<CorpusAudit>(auditPath(run));
}

/** @throws CommandError that names examples, if the division does not hold what its protocol promises */
export function assertSound(audit: CorpusAudit): void {
  const found = unsoundness(audit);
  if (found === null) return;
  throw new CommandError(`${found}\nremove the copies, or pass --unsound, and every number says so`);
}
