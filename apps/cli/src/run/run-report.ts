import { isSynthetic, type Protocol } from "@undertone/corpus";
import { type FoldsSummary, type Interval, summaryOverFolds } from "@undertone/evaluation";
import { type Epoch, recipeSha256 } from "@undertone/trainer";
import { VERSION } from "../version.ts";
import { type Judgement, judged } from "./judge.ts";
import { corporaOf, type Recording, speakersOf } from "./recording.ts";
import type { Run, TestedFold } from "./train-fold.ts";

/** What was measured of one fold; metrics.json in its folder. */
export interface FoldReport extends Judgement {
  /** as folds.json calls it: "speaker-1" */
  name: string;
  /** the folder of the fold, within the run */
  folder: string;
  protocol: Protocol;
  /** the protocol in words, to stand beside every number */
  protocolLabel: string;
  utterances: { train: number; validation: number; test: number };
  speakers: { train: string[]; validation: string[]; test: string[] };
  /** the epoch whose weights were kept, from 1 */
  keptEpoch: number;
  /** of the kept epoch on the validation side; null where there is none */
  validation: Epoch["validation"];
  epochs: number;
  weightsSha256: string;
}

/** A whole run; its metrics.json. */
export interface RunReport {
  undertoneVersion: string;
  nodeVersion: string;
  /** the words of the command line */
  command: readonly string[];
  /** the folder of recordings */
  folder: string;
  corpora: string[];
  synthetic: boolean;
  protocol: Protocol;
  /** the protocol in words, to stand beside every number */
  protocolLabel: string;
  labels: string[];
  recipe: { name: string; sha256: string; seed: number; epochs: number };
  /** known ones, all together */
  speakers: number;
  /** recordings that were listed and could not be decoded */
  broken: number;
  folds: FoldReport[];
  /** each measure pooled over the folds that were trained, and its mean and deviation over them */
  summary: FoldsSummary;
  nll: number;
  ece: number;
  interval: Interval | null;
  final: { folder: string; keptEpoch: number; epochs: number; weightsSha256: string } | null;
}

/** Sums up the folds of a run, each utterance judged once. */
export function runReport(
  { recipe, labels, plan, protocolLabel }: Run,
  folds: readonly TestedFold[],
  about: {
    args: readonly string[];
    corpus: string;
    recordings: readonly Recording[];
    nBroken: number;
    final: RunReport["final"];
  },
): RunReport {
  const { recordings } = about;
  const reports = folds.map(({ report }) => report);
  const predictions = folds.flatMap((fold) => fold.predictions);
  const { nll, ece, interval } = judged(predictions, labels, recipe.seed);
  return {
    undertoneVersion: VERSION,
    nodeVersion: process.version,
    command: ["undertone", ...about.args],
    folder: about.corpus,
    corpora: corporaOf(recordings),
    synthetic: isSynthetic(recordings),
    protocol: plan.protocol,
    protocolLabel,
    labels,
    recipe: { name: recipe.name, sha256: recipeSha256(recipe), seed: recipe.seed, epochs: recipe.epochs },
    speakers: speakersOf(recordings).length,
    broken: about.nBroken,
    folds: reports,
    summary: summaryOverFolds(reports.map(({ metrics }) => metrics)),
    nll,
    ece,
    interval,
    final: about.final,
  };
}
