import { LABELS, occurring } from "@undertone/core";
import type { CorpusListing, FoldOptions, PathReason, Protocol, Utterance } from "@undertone/corpus";
import { placeOf } from "../files/common-folder.ts";
import type { CorpusArguments, LoadingArguments } from "../options.ts";
import { counted, listed, table } from "../terminal/format.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { assertSound } from "./audit.ts";
import { auditFolder } from "./audit-folder.ts";
import { exportMetadata } from "./export-metadata.ts";
import { labelMapping, mappingText } from "./label-mapping.ts";
import { assertUtterances, openCorpus } from "./open-corpus.ts";
import { corporaOf, speakersOf } from "./recording.ts";

/** What `undertone corpus` was asked for. */
export interface CorpusCommandArguments extends CorpusArguments, LoadingArguments {
  /** whether files are opened, and a division audited */
  audit: boolean;
  /** left out: "speaker", or "clip" where a speaker is unknown */
  protocol?: Protocol;
  folds?: FoldOptions["folds"];
  unsound?: true;
  /** a file, metadata.csv or metadata.jsonl, that gets what is known of each recording */
  export?: string;
}

/** `undertone corpus`. */
export async function corpus(
  named: readonly string[],
  options: CorpusCommandArguments,
  signal: AbortSignal,
  terminal: Terminal,
): Promise<void> {
  const { name: folder, root, folders } = placeOf(named);
  const listing = await openCorpus(root, options, signal, folders);
  const { utterances, dropped, unrecognized, ignored } = listing;
  showListing(terminal, folder, listing, options);
  if (options.export !== undefined) terminal.print(`\n${await exportMetadata(options.export, root, utterances)}`);
  const wanted = options.audit && utterances.length > 0;
  const audit = wanted ? await auditFolder(root, utterances, options, terminal, signal) : null;
  terminal.result({
    folder,
    options,
    corpora: countsOf(utterances),
    labelMapping: labelMapping(utterances),
    dropped,
    unrecognized,
    ignored,
    ...audit,
  });
  assertUtterances(folder, listing);
  if (audit && !options.unsound) assertSound(audit.audit);
}

/** What one corpus of a folder holds. */
interface CorpusCounts {
  corpus: string;
  utterances: number;
  speakers: number;
  /** utterances whose speaker is not known */
  unknownSpeaker: number;
  /** utterances by label */
  labels: Record<string, number>;
}

/** The seven, and what else occurs. */
function columnsOf(utterances: readonly Utterance[]): string[] {
  return occurring([...LABELS, ...utterances.map(({ label }) => label)]);
}

function countsOf(utterances: readonly Utterance[]): CorpusCounts[] {
  const labels = columnsOf(utterances);
  return corporaOf(utterances).map((corpus) => {
    const own = utterances.filter((utterance) => utterance.corpus === corpus);
    const labelled = (label: string) => own.filter((utterance) => utterance.label === label).length;
    return {
      corpus,
      utterances: own.length,
      speakers: speakersOf(own).length,
      unknownSpeaker: own.filter(({ speaker }) => speaker === null).length,
      labels: Object.fromEntries(labels.map((label) => [label, labelled(label)])),
    };
  });
}

/** Prints the table of corpora and what was left out. */
function showListing(
  terminal: Terminal,
  folder: string,
  { utterances, dropped, unrecognized, ignored }: CorpusListing,
  { calm, boredom }: CorpusArguments,
): void {
  const labels = columnsOf(utterances);
  const rows = countsOf(utterances).map((counts) => [
    counts.corpus,
    String(counts.utterances),
    counts.unknownSpeaker > 0 ? "unknown" : String(counts.speakers),
    ...labels.map((label) => String(counts.labels[label])),
  ]);
  terminal.print(`${folder}: ${counted(utterances.length, "utterance")}`);
  if (rows.length > 0) terminal.print(`\n${table([["corpus", "utterances", "speakers", ...labels], ...rows], "lr")}`);
  const fates = [fateOf("calm", calm), fateOf("boredom", boredom)];
  terminal.print(`\n${fates.join(", ")}`);
  if (utterances.length > 0) terminal.print(mappingText(labelMapping(utterances)));
  if (dropped.length > 0) terminal.print(`\ndropped: ${counted(dropped.length, "file")}\n${listed(byReason(dropped))}`);
  if (unrecognized.length > 0) {
    const lines = unrecognized.map(({ path, reason }) => `${path}: ${reason}`);
    terminal.print(`\nunrecognized: ${counted(unrecognized.length, "file")}\n${listed(lines)}`);
  }
  if (ignored.length > 0) terminal.print(`\nignored, not audio by name: ${counted(ignored.length, "file")}`);
}

function fateOf(emotion: string, choice: string): string {
  if (choice === "drop") return `${emotion} is dropped`;
  return `${emotion} counts as ${choice === "own" ? "itself" : choice}`;
}

function byReason(dropped: readonly PathReason[]): string[] {
  const reasons = [...new Set(dropped.map(({ reason }) => reason))];
  return reasons.map((reason) => `${dropped.filter((one) => one.reason === reason).length}  ${reason}`);
}
