import { LEAK_WORDS, LEAKS, PROMISED, type SplitAudit } from "@undertone/corpus";
import type { AuditFinding } from "./report-data.ts";

/** What the sides of a division share, for a report; null where that was not audited. */
export function auditFindings(audit: SplitAudit | null): AuditFinding[] | null {
  if (!audit) return null;
  return LEAKS.map((leak) => ({
    name: LEAK_WORDS[leak],
    share: audit.leaks[leak].share,
    promised: PROMISED[audit.protocol].includes(leak),
    examples: audit.leaks[leak].examples.map(
      ({ fold, tested, trained }) => `${fold}: ${tested} is tested, ${trained} is trained on`,
    ),
  }));
}
