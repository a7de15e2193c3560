import { type CorpusAudit, isSynthetic, type Protocol, type SplitAudit } from "@undertone/corpus";
import {
  accuracy,
  type Calibration,
  calibrationOverFolds,
  type FoldsSummary,
  type GroupJudgement,
  type Judgement,
  judged,
  judgedByGroup,
  majorityConfusion,
  summaryOverFolds,
  uar,
} from "@undertone/evaluation";
import { type Epoch, recipeSha256 } from "@undertone/trainer";
import { VERSION } from "../version.ts";
import type { LabelMapping } from "./label-mapping.ts";
import type { CorpusProbe } from "./probe.ts";
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
  /** of the same predictions at a temperature; null where no other speakers were tested to fit one on */
  calibration: Calibration | null;
}

/** A whole run; its metrics.json. */
export interface RunReport extends Omit<Judgement, "metrics">, GroupJudgement {
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
  recipe: { name: string; sha256: string; seed: number; epochs: number; minSteps?: number };
  /** known ones, all together */
  speakers: number;
  /** recordings that were listed and could not be decoded */
  broken: number;
  /** what the audit found of the division; null: there was none. audit.json has the files, too */
  audit: SplitAudit | null;
  /** what each corpus calls what became which label */
  labelMapping: LabelMapping;
  /** how well merged corpora can be told apart; null: there is one, or too few speakers are known */
  probe: CorpusProbe | null;
  folds: FoldReport[];
  /** each measure pooled over the folds that were trained, and its mean and deviation over them */
  summary: FoldsSummary;
  /**
   * of the folds' predictions, each fold's at its own temperature; its `temperature` is the final model's, fitted on the test
   * predictions of all folds. Null unless every fold has one
   */
  calibration: Calibration | null;
  /** what other ways of answering reach in the same folds */
  baselines: { majority: { uar: number; accuracy: number } };
  final: { folder: string; keptEpoch: number; epochs: number; weightsSha256: string } | null;
}

/** Sums up the folds of a run, each utterance judged once. */
export function runReport(
  run: Run,
  folds: readonly TestedFold[],
  about: {
    args: readonly string[];
    corpus: string;
    recordings: readonly Recording[];
    nBroken: number;
    audit: CorpusAudit | null;
    mapping: LabelMapping;
    probe: CorpusProbe | null;
    final: RunReport["final"];
  },
): RunReport {
  const { recipe, labels, plan, protocolLabel } = run;
  const { recordings } = about;
  const { name, seed, epochs, minSteps } = recipe;
  const reports = folds.map(({ report }) => report);
  const predictions = folds.flatMap((fold) => fold.predictions);
  const { metrics: _, ...judgement } = judged(predictions, labels, recipe.seed);
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
    recipe: { name, sha256: recipeSha256(recipe), seed, epochs, ...(minSteps !== undefined && { minSteps }) },
    speakers: speakersOf(recordings).length,
    broken: about.nBroken,
    audit: about.audit?.split ?? null,
    labelMapping: about.mapping,
    probe: about.probe,
    folds: reports,
    summary: summaryOverFolds(reports.map(({ metrics }) => metrics)),
    ...judgement,
    ...judgedByGroup(predictions, labels, recipe.seed),
    calibration: calibrationOverFolds(
      folds.map((fold) => ({ calibration: fold.report.calibration, predictions: fold.predictions })),
    ),
    baselines: { majority: majorityOf(run, folds) },
    final: about.final,
  };
}

/** Each fold's commonest training label for all that it tests. */
function majorityOf({ plan, labels }: Run, folds: readonly TestedFold[]): { uar: number; accuracy: number } {
  const confusion = majorityConfusion(
    folds.map(({ report, predictions }) => {
      const { train } = plan.folds.find(({ name }) => name === report.name)!;
      return { train: train.map(({ label }) => labels.indexOf(label)), test: predictions.map(({ truth }) => truth) };
    }),
    labels.length,
  );
  return { uar: uar(confusion), accuracy: accuracy(confusion) };
}
