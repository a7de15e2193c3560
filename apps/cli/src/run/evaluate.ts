import { basename, resolve } from "node:path";
import type { Bundle } from "@undertone/core";
import { isSynthetic, type Utterance } from "@undertone/corpus";
import { judged, judgedByGroup, type Prediction } from "@undertone/evaluation";
import { CommandError } from "../errors.ts";
import { writeAtomic, writeJson } from "../files/atomic-write.ts";
import { readBundle } from "../files/read-bundle.ts";
import type { CorpusArguments, LoadingArguments } from "../options.ts";
import { counted, listed } from "../terminal/format.ts";
import type { Context, Terminal } from "../terminal/terminal.ts";
import { VERSION } from "../version.ts";
import { type Decoding, decodeEach, reportTroubles, type Troubles } from "./decode-corpus.ts";
import { evaluationHtml, SEEN_SPEAKERS } from "./evaluation-html.ts";
import { heardAudio } from "./heard-audio.ts";
import { type JudgedModel, openJudge } from "./judge.ts";
import { assertUtterances, openCorpus } from "./open-corpus.ts";
import { labelsOf, speakersOf } from "./recording.ts";
import { hardestSpectrograms, waveformsIn } from "./spectrograms.ts";
import { judgementText } from "./summary-text.ts";

/** What `undertone evaluate` was asked for. */
export interface EvaluateArguments extends CorpusArguments, LoadingArguments {
  seenSpeakers?: true;
  out?: string;
  /** where an HTML page of it is written; none unless given */
  report?: string;
}

/** `undertone evaluate`. */
export async function evaluate(
  model: string,
  folder: string,
  options: EvaluateArguments,
  context: Context,
  terminal: Terminal,
): Promise<void> {
  const { signal } = context;
  const bundle = await readBundle(model);
  const listing = await openCorpus(folder, options, signal);
  assertUtterances(folder, listing);

  const { tested, unknownLabels, seen } = selected(listing.utterances, bundle, options.seenSpeakers ?? false);
  const protocol = protocolOf(tested, bundle);
  const head = `${model} on ${folder}: ${counted(tested.length, "utterance")} of ${counted(speakersOf(tested).length, "known speaker")}`;
  terminal.print([head, ...leftOutLines(unknownLabels, seen), ""].join("\n"));
  if (tested.length === 0) {
    throw new CommandError(`${folder}: nothing is left to evaluate${seen.length > 0 ? ", see --seen-speakers" : ""}`);
  }

  const { sampleRate } = bundle.input.features;
  const heard = options.seenSpeakers ? null : await heardAudio(model, bundle.training.speakers);
  const decoding = { title: "recognize", folder, utterances: tested, sampleRate, options };
  const { made, seenRecordings, broken, warnings } = await recognized(
    decoding,
    { bundle, path: model },
    heard,
    terminal,
    signal,
  );
  if (seenRecordings.length > 0) {
    const whose = "that the model was trained on, whatever speaker they name";
    terminal.print(`left out, ${counted(seenRecordings.length, "recording")} ${whose}:\n${listed(seenRecordings)}\n`);
  }
  if (made.length === 0) throw new CommandError(`${folder}: nothing is left to evaluate, see --seen-speakers`);
  const judgement = judged(made, bundle.labels, bundle.training.seed);

  const out = options.out ?? `${model.replace(/\.undertone$/, "")}-on-${basename(resolve(folder))}.json`;
  const { weightsSha256 } = bundle.training;
  const report = {
    undertoneVersion: VERSION,
    command: ["undertone", ...context.args],
    model,
    weightsSha256,
    folder,
    protocolLabel: protocol,
    leftOut: { seenSpeakers: seen, seenRecordings, labels: unknownLabels },
    broken,
    warnings,
    ...judgement,
    ...judgedByGroup(made, bundle.labels, bundle.training.seed),
  };
  await writeJson(out, report);
  terminal.print(judgementText(judgement, null, protocol));
  if (options.report !== undefined) {
    const spectrograms = await hardestSpectrograms(made, await waveformsIn(folder));
    const page = evaluationHtml({ bundle, model, folder, made, protocol, command: report.command }, spectrograms);
    await writeAtomic(options.report, page);
    terminal.print(`\nThe report is in ${options.report}.`);
  }
  terminal.print(`\nweights SHA-256 ${weightsSha256}\nEvery number is in ${out}.`);
  terminal.result({ ...report, out });
}

interface Recognized extends Troubles {
  made: Prediction[];
  /** paths of those that were left out */
  seenRecordings: string[];
}

/**
 * Recognizes recordings while others are decoded, and holds a few at a time.
 *
 * @param heard  SHA-256 of samples that are left out
 */
async function recognized(
  decoding: Decoding,
  model: JudgedModel,
  heard: ReadonlySet<string> | null,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<Recognized> {
  const found: Recognized = { made: [], seenRecordings: [], broken: [], warnings: [] };
  const judge = await openJudge(model);
  try {
    for await (const { recording, sha256 } of decodeEach(decoding, found, terminal, signal)) {
      if (heard?.has(sha256)) found.seenRecordings.push(recording.path);
      else found.made.push(await judge.predict(recording));
    }
  } finally {
    judge.dispose();
  }
  reportTroubles(found, decoding.utterances.length, terminal);
  return found;
}

/** What can be tested, the labels that the model lacks, and the speakers left out because the model knows them. */
function selected(
  utterances: readonly Utterance[],
  { labels, training }: Bundle,
  withSeen: boolean,
): { tested: Utterance[]; unknownLabels: string[]; seen: string[] } {
  const labelled = utterances.filter(({ label }) => labels.includes(label));
  const heard = new Set(training.speakers);
  const isSeen = ({ speaker }: Utterance) => speaker !== null && heard.has(speaker);
  return {
    tested: withSeen ? labelled : labelled.filter((utterance) => !isSeen(utterance)),
    unknownLabels: labelsOf(utterances).filter((label) => !labels.includes(label)),
    seen: withSeen ? [] : speakersOf(labelled.filter(isSeen)),
  };
}

/** Whom the numbers hold for. */
function protocolOf(tested: readonly Utterance[], { training }: Bundle): string {
  const voices = voicesOf(tested, training);
  return isSynthetic(tested) ? `${voices}, synthetic` : voices;
}

function voicesOf(tested: readonly Utterance[], { speakers, corpora }: Bundle["training"]): string {
  if (tested.some(({ speaker }) => speaker !== null && speakers.includes(speaker))) return SEEN_SPEAKERS;
  if (tested.every(({ corpus }) => !corpora.includes(corpus))) return "corpus (unseen corpus and voices)";
  const unknown = speakers.length === 0 || tested.some(({ speaker }) => speaker === null);
  return unknown ? "speakers unknown, perhaps seen in training" : "speaker (unseen voices)";
}

function leftOutLines(unknownLabels: readonly string[], seen: readonly string[]): string[] {
  const labels = `left out, labels that the model does not have: ${unknownLabels.join(", ")}`;
  const speakers = `left out, ${counted(seen.length, "speaker")} that the model was trained on: ${seen.join(", ")}`;
  return [...(unknownLabels.length > 0 ? [labels] : []), ...(seen.length > 0 ? [speakers] : [])];
}
