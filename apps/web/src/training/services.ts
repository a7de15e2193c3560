import type { CorpusAudit, PathReason, Protocol } from "@undertone/corpus";
import type { Calibration, FoldsSummary, Judgement } from "@undertone/evaluation";
import type { Epoch } from "@undertone/trainer";
import type { Found } from "../files/dropped-files.ts";

/** What is trained on: the corpus of `undertone demo`, or the files of a folder. */
export type CorpusSource =
  | { kind: "synthetic" }
  /** paths are relative to the folder */
  | { kind: "folder"; name: string; files: readonly Found[] };

/** A corpus, decoded and kept by the worker. */
export interface CorpusTable {
  name: string;
  synthetic: boolean;
  corpora: string[];
  labels: string[];
  /** utterances of each known speaker, by label: [nLabels] */
  speakers: { name: string; counts: number[] }[];
  nUtterances: number;
  seconds: number;
  /** recordings that are left out, and why */
  refused: PathReason[];
  /** files that hold no audio */
  nIgnored: number;
}

/** What a training is asked for. Epochs and seed left as in the recipe give the recipe's own hash. */
export interface TrainingChoice {
  recipe: string;
  epochs: number;
  seed: number;
  protocol: Protocol;
  /** into how many parts; nothing under a protocol that `hasOwnFolds` */
  folds: number;
  /** whether every fold is trained, and a model of all speakers behind them; else the first fold alone */
  allFolds: boolean;
  /** null: as the recipe needs */
  validationSpeakers: number | null;
  /** trains although the audit finds the division unsound; every number then says so */
  unsound: boolean;
}

/** How a corpus is divided, and what the audit found of it. */
export interface DivisionTable {
  /** the protocol in words, with what the audit has against it: to stand beside every number */
  protocolLabel: string;
  folds: { name: string; train: SideSize; validation: SideSize; test: SideSize }[];
  audit: CorpusAudit;
  /** why it must not be trained on unless that is asked for; null: it holds what its protocol promises */
  unsound: string | null;
}

export interface SideSize {
  nUtterances: number;
  nSpeakers: number;
}

/** How far a training is. Of several folds, each begins with "fold". */
export type TrainingProgress =
  /** from 1; `fold` is null for the model of all speakers. `before` are the epochs that were done before a reload */
  | {
      kind: "fold";
      fold: number | null;
      nFolds: number;
      size: DivisionTable["folds"][number];
      epochs: number;
      before: Epoch[];
    }
  | { kind: "step"; epoch: number; step: number; nSteps: number }
  | { kind: "epoch"; epoch: Epoch }
  | { kind: "test" }
  /** what must be known of resuming: damage, or why nothing is kept from here on */
  | { kind: "notice"; text: string };

/** A trained and tested model of one fold. */
export interface FoldResult extends Judgement {
  name: string;
  testSpeakers: string[];
  keptEpoch: number;
  epochs: number;
  weightsSha256: string;
  /** null where nothing was held out to fit a temperature on */
  calibration: Calibration | null;
}

/** What a training gave; its judgement is of all folds, each utterance tested once. */
export interface TrainingReport extends Judgement {
  protocolLabel: string;
  /** whether the numbers say anything of recognition */
  sound: boolean;
  labels: string[];
  recipe: { name: string; sha256: string; seed: number };
  folds: FoldResult[];
  summary: FoldsSummary;
  calibration: Calibration | null;
  /** the model of all speakers; null where none was trained */
  final: Pick<FoldResult, "keptEpoch" | "epochs" | "weightsSha256"> | null;
  /** model.undertone: the final model, or the first fold's */
  bundle: Uint8Array<ArrayBuffer>;
}

/** What the training worker does. */
export interface TrainingServices {
  /** Reads a corpus, which takes the place of the one before. */
  open: { argument: CorpusSource; progress: { done: number; total: number }; result: CorpusTable };
  /** Divides the open corpus, and audits the division. */
  divide: { argument: TrainingChoice; progress: never; result: DivisionTable };
  /** Trains and tests; with `resume` goes on where an interrupted training of the same choice was. */
  train: {
    argument: { choice: TrainingChoice; resume: boolean };
    progress: TrainingProgress;
    result: TrainingReport;
  };
  /** Waits before the next step until it is asked to go on. */
  pause: { argument: boolean; progress: never; result: null };
  /** Ends what is under way, which then throws an AbortError. The corpus stays. */
  stop: { argument: null; progress: never; result: null };
  /** The last training's report as one HTML file. @param argument  the command line that repeats it */
  reportHtml: { argument: string; progress: never; result: string };
}
