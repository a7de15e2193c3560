import type { Prediction } from "../prediction.ts";
import type { LogMel } from "./spectrogram-png.ts";

/** All that a report tells that does not follow from predictions. */
export interface ReportData {
  /** what was judged: "ravdess, recipe default" */
  title: string;
  protocol: ReportProtocol;
  /** what must be known before a number is quoted, a sentence each */
  cautions: readonly string[];
  labels: readonly string[];
  /** of the intervals' resamples */
  seed: number;
  /** at least one; of one seed no utterance is in two of them, and each seed tests the same */
  folds: readonly ReportFold[];
  /** what other ways of answering reach on the same utterances */
  baselines: readonly { name: string; uar: number; accuracy: number }[];
  /** null: no audit was made */
  audit: readonly AuditFinding[] | null;
  /** where it comes from, by name: recipe, seed, hashes, versions */
  facts: readonly (readonly [string, string])[];
  /** the command line that repeats it */
  command: string;
  /** by path, of as many of `hardestUtterances` as could be read */
  spectrograms: ReadonlyMap<string, LogMel>;
}

/** What stands beside every number. */
export interface ReportProtocol {
  /** "speaker (unseen voices)" */
  label: string;
  /** whether the numbers say anything of recognition; where not, as with a leaky split, each is marked */
  sound: boolean;
}

/** What one model was tested on. */
export interface ReportFold {
  name: string;
  /** that the model was trained with */
  seed: number;
  /** at least one */
  predictions: readonly Prediction[];
  /** fitted on other utterances; null: none was */
  temperature: { value: number; fittedOn: string } | null;
  /** by epoch; empty where it is not known */
  history: readonly ReportEpoch[];
  /** the epoch whose weights were judged, from 1; null: unknown */
  keptEpoch: number | null;
}

/** What a report shows of an epoch. */
export interface ReportEpoch {
  epoch: number;
  trainingLoss: number;
  validation: { loss: number; uar: number } | null;
}

/** One kind of thing that is on both sides of the split. */
export interface AuditFinding {
  /** "same recording", "same speaker" */
  name: string;
  /** of the test utterances, 0 to 1 */
  share: number;
  /** whether the protocol promises that there is none */
  promised: boolean;
  /** a few of them, in words */
  examples: readonly string[];
}
