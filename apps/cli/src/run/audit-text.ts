import {
  type CorpusAudit,
  type Duplicate,
  type FilesAudit,
  LEAK_WORDS,
  LEAKS,
  type PathReason,
  type SplitAudit,
} from "@undertone/corpus";
import { counted, listed, percent, table } from "../terminal/format.ts";

/** An audit for people. */
export function auditText({ files, split }: CorpusAudit): string {
  return [...(split ? [splitText(split)] : []), filesText(files)].join("\n");
}

function splitText({ protocol, nTested, leaks, broken }: SplitAudit): string {
  const rows = LEAKS.map((leak) => {
    const { count, share } = leaks[leak];
    return [LEAK_WORDS[leak], String(count), percent(share), broken.includes(leak) ? "unsound" : ""];
  });
  const head = `audit, protocol ${protocol}: of ${counted(nTested, "test utterance")} so many have in training`;
  return `${head}\n${table(rows, "lrrl")}`;
}

function filesText({ duplicates, silent, clipped, odd }: FilesAudit): string {
  const conflicting = duplicates.filter(({ labels }) => labels.length > 1);
  const agreeing = duplicates.filter(({ labels }) => labels.length === 1);
  const reasons = (files: readonly PathReason[]) => files.map(({ path, reason }) => `${path}: ${reason}`);
  const parts: [string, readonly string[]][] = [
    ["one recording under several labels", conflicting.map(duplicateText)],
    ["one recording several times", agreeing.map(duplicateText)],
    ["silent", silent],
    ["clipped", reasons(clipped)],
    ["of odd length or level", reasons(odd)],
  ];
  const found = parts.filter(([, lines]) => lines.length > 0);
  if (found.length === 0) return "no duplicates, nothing silent, clipped or of odd length or level";
  return found.map(([title, lines]) => `${title}: ${lines.length}\n${listed(lines)}`).join("\n");
}

function duplicateText({ paths, kind, labels }: Duplicate): string {
  const how = kind === "samples" ? "equal samples" : "the same sound, other samples";
  const shown = paths.length > 4 ? [...paths.slice(0, 3), `${paths.length - 3} more`] : paths;
  return `${shown.join(" = ")} (${how}; ${labels.join(", ")})`;
}
