import { LABELS } from "@undertone/core";
import type { CorpusListing, PathReason, Utterance } from "@undertone/corpus";
import type { Command } from "commander";
import { type CorpusArguments, corpusOptions, jsonOption } from "../options.ts";
import { assertUtterances, openCorpus } from "../run/open-corpus.ts";
import { counted, listed, table } from "../terminal/format.ts";
import { type Context, type Terminal, terminalOf } from "../terminal/terminal.ts";

export function addCorpusCommand(program: Command, context: Context): void {
  const command = program
    .command("corpus")
    .summary("show what a folder of recordings holds")
    .description("Shows what a folder of recordings holds: corpora, speakers, labels, and what was left out and why.")
    .argument("<folder>", "holds one corpus or several, in any folders");
  for (const option of [...corpusOptions(), jsonOption()]) command.addOption(option);
  command.addHelpText("after", EXAMPLES).action(async (folder: string, options: CorpusArguments & { json?: true }) => {
    const { json, ...corpusArguments } = options;
    const terminal = terminalOf(context, json);
    const listing = await openCorpus(folder, corpusArguments, context.signal);
    showListing(terminal, folder, listing, corpusArguments);
    const { dropped, unrecognized, ignored } = listing;
    terminal.result({
      folder,
      options: corpusArguments,
      corpora: corporaOf(listing.utterances),
      dropped,
      unrecognized,
      ignored,
    });
    assertUtterances(folder, listing);
  });
}

const EXAMPLES = `
Examples:
  $ undertone corpus ravdess
  $ undertone corpus recordings --manifest recordings/labels.csv
  $ undertone corpus recordings --adapter folder-speaker    as in recordings/angry/anna/take-1.wav`;

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

export function corporaOf(utterances: readonly Utterance[]): CorpusCounts[] {
  const names = [...new Set(utterances.map(({ corpus }) => corpus))];
  return names.map((corpus) => {
    const own = utterances.filter((utterance) => utterance.corpus === corpus);
    const labelled = (label: string) => own.filter((utterance) => utterance.label === label).length;
    return {
      corpus,
      utterances: own.length,
      speakers: new Set(own.flatMap(({ speaker }) => speaker ?? [])).size,
      unknownSpeaker: own.filter(({ speaker }) => speaker === null).length,
      labels: Object.fromEntries(LABELS.map((label) => [label, labelled(label)])),
    };
  });
}

/** Prints the table of corpora and what was left out. */
export function showListing(
  terminal: Terminal,
  folder: string,
  { utterances, dropped, unrecognized, ignored }: CorpusListing,
  { calm, boredom }: CorpusArguments,
): void {
  const rows = corporaOf(utterances).map((counts) => [
    counts.corpus,
    String(counts.utterances),
    counts.unknownSpeaker > 0 ? "unknown" : String(counts.speakers),
    ...LABELS.map((label) => String(counts.labels[label])),
  ]);
  terminal.print(`${folder}: ${counted(utterances.length, "utterance")}`);
  if (rows.length > 0) terminal.print(`\n${table([["corpus", "utterances", "speakers", ...LABELS], ...rows], "lr")}`);
  const fates = [
    calm === "drop" ? "calm is dropped" : `calm counts as ${calm}`,
    boredom === "drop" ? "boredom is dropped" : `boredom counts as ${boredom}`,
  ];
  terminal.print(`\n${fates.join(", ")}`);
  if (dropped.length > 0) terminal.print(`\ndropped: ${counted(dropped.length, "file")}\n${listed(byReason(dropped))}`);
  if (unrecognized.length > 0) {
    const lines = unrecognized.map(({ path, reason }) => `${path}: ${reason}`);
    terminal.print(`\nunrecognized: ${counted(unrecognized.length, "file")}\n${listed(lines)}`);
  }
  if (ignored.length > 0) terminal.print(`\nignored, not audio by name: ${counted(ignored.length, "file")}`);
}

function byReason(dropped: readonly PathReason[]): string[] {
  const reasons = [...new Set(dropped.map(({ reason }) => reason))];
  return reasons.map((reason) => `${dropped.filter((one) => one.reason === reason).length}  ${reason}`);
}
