import type { PathReason } from "@undertone/corpus";
import type { Judgement } from "@undertone/evaluation";
import type { Epoch } from "@undertone/trainer";

/** What is trained on: the corpus of `undertone demo`, or the files of a folder. */
export type CorpusSource =
  | { kind: "synthetic" }
  /** `path` is relative to the folder, with "/" */
  | { kind: "folder"; name: string; files: readonly { file: Blob; path: string }[] };

/** A corpus, decoded and kept by the worker. */
export interface CorpusTable {
  name: string;
  synthetic: boolean;
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

/** What a training is asked for. Epochs left as in the recipe give the recipe's own hash. */
export interface TrainingChoice {
  recipe: string;
  epochs: number;
  folds: number;
  validationSpeakers: number;
}

/** How far it is. */
export type TrainingProgress =
  /** speakers on each side */
  | { kind: "divided"; train: number; validation: number; test: number }
  | { kind: "step"; epoch: number; step: number; nSteps: number }
  | { kind: "epoch"; epoch: Epoch }
  | { kind: "test" };

/** A trained and tested model. */
export interface TrainingReport extends Judgement {
  protocolLabel: string;
  labels: string[];
  testSpeakers: string[];
  recipe: string;
  recipeSha256: string;
  seed: number;
  epochs: number;
  keptEpoch: number;
  weightsSha256: string;
  /** expected calibration error at the fitted temperature */
  calibratedEce: number;
  temperature: number;
  /** model.undertone */
  bundle: Uint8Array<ArrayBuffer>;
}

/** What the training worker does. */
export interface TrainingServices {
  /** Reads a corpus, which takes the place of the one before. */
  open: { argument: CorpusSource; progress: { done: number; total: number }; result: CorpusTable };
  /** Trains on the first fold of the open corpus and tests on its other side. */
  train: { argument: TrainingChoice; progress: TrainingProgress; result: TrainingReport };
  /** Ends what is under way, which then throws an AbortError. The corpus stays. */
  stop: { argument: null; progress: never; result: null };
}
