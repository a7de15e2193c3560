import type { HeldOutClip, HeldOutSummary } from "@undertone/trainer";

/** A clip as a view gives it. */
export interface GivenClip {
  file: Blob;
  name: string;
  label: string;
}

export interface AdaptQuestion {
  clips: readonly GivenClip[];
  /** what the result is to tell apart */
  labels: readonly string[];
}

export interface AdaptProgress {
  doing: "reading" | "fitting";
  done: number;
  total: number;
}

/** A model made one's own, with what was measured of it. */
export interface AdaptAnswer {
  /** a bundle's file */
  bundle: Uint8Array<ArrayBuffer>;
  /** of the file */
  sha256: string;
  labels: string[];
  /** whether `undertone adapt` would tell the same labels apart for these clips, and so write the same file */
  asCommand: boolean;
  /** clips of each label */
  counts: number[];
  /** what is recognized of clips that were left out; null: too few to leave any out */
  summary: HeldOutSummary | null;
  heldOut: HeldOutClip[];
  /** clips that could not be read, and why */
  refused: { label: string; name: string; reason: string }[];
}
