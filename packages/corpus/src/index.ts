export type { Adapter, Reading, Refusal } from "./adapters/adapter.ts";
export { ADAPTERS } from "./adapters/adapters.ts";
export { auditCorpus, auditedLabel, type CorpusAudit, LEAK_WORDS, unsoundness } from "./audit/audit-corpus.ts";
export { auditFiles, type Duplicate, type FilesAudit, groupSounds, type SoundGroups } from "./audit/audit-files.ts";
export {
  auditSplit,
  LEAKS,
  type Leak,
  type LeakCount,
  type LeakExample,
  PROMISED,
  type SoundOf,
  type SplitAudit,
} from "./audit/audit-split.ts";
export { type AuditedFile, type SoundFacts, soundFacts } from "./audit/audited-file.ts";
export { createFingerprinter, type Fingerprint, type Fingerprinter } from "./audit/fingerprinter.ts";
export { linearProbe } from "./audit/linear-probe.ts";
export { fingerprintDifference, MOST_DIFFERENT, sameSound } from "./audit/same-sound.ts";
export { EMOTION_WORDS, type EmotionOptions } from "./emotion.ts";
export { clipFolds } from "./folds/clip-folds.ts";
export { commonLabels, corpusFolds } from "./folds/corpus-folds.ts";
export { assertDisjoint, assignedFold, type Divisible, type Fold, type Parts } from "./folds/fold.ts";
export { type FoldPlanJson, foldPlanToJson } from "./folds/fold-plan-json.ts";
export { leakyFold, withCopies } from "./folds/leaky-fold.ts";
export { type FoldSet, namedFolds } from "./folds/named-folds.ts";
export { type FoldOptions, type FoldPlan, foldOfAll, planFolds } from "./folds/plan-folds.ts";
export { isLeakyLabel, labelledNumber, PROTOCOLS, type Protocol, protocolLabel } from "./folds/protocol.ts";
export {
  assertSide,
  mapSide,
  type Side,
  type SideName,
  type TestSide,
  type TrainingSide,
  type ValidationSide,
} from "./folds/side.ts";
export { leaveOneSpeakerOut, speakerFolds } from "./folds/speaker-folds.ts";
export { speakerTextFolds } from "./folds/speaker-text-folds.ts";
export { UnknownSpeakerError } from "./folds/unknown-speaker-error.ts";
export { type ValidationSize, withValidation } from "./folds/with-validation.ts";
export { ManifestError } from "./manifest-error.ts";
export { isAudioPath, type PathParts } from "./paths.ts";
export { type CorpusOptions, readCorpus } from "./read-corpus.ts";
export { type ManifestOptions, readManifest } from "./read-manifest.ts";
export { type SynthesisOptions, synthesizeUtterance } from "./synthetic/synthesize-utterance.ts";
export { type SyntheticCorpusOptions, syntheticCorpus } from "./synthetic/synthetic-corpus.ts";
export { drawVoice, type Voice } from "./synthetic/voice.ts";
export { type Copy, type CorpusListing, isSynthetic, type PathReason, type Utterance } from "./utterance.ts";
export { writeManifest } from "./write-manifest.ts";
