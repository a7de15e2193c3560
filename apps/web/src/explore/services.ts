import type { PathReason } from "@undertone/corpus";
import type { AugmentationSpec } from "@undertone/features";
import type { Picture } from "../recognizer/services.ts";

/** What is looked at: a few voices of the demo, or the files of a folder. */
export type ExploreSource =
  | { kind: "synthetic" }
  /** `path` is relative to the folder, with "/" */
  | { kind: "folder"; files: readonly { file: File; path: string }[] };

/** An utterance on the map. */
export interface MapPoint {
  path: string;
  file: File;
  label: string;
  /** "unknown" where nothing says who speaks */
  speaker: string;
  /** what the model takes it for, and how surely */
  heard: string;
  probability: number;
  /** coordinates along the first two principal components of the embeddings */
  x: number;
  y: number;
}

export interface ExploreMap {
  points: MapPoint[];
  /** of the embeddings' variance along x and y, 0 to 1 */
  shares: [number, number];
  refused: PathReason[];
}

/** One way to alter a clip: what is not named is off. */
export interface Alteration {
  spec: Partial<AugmentationSpec>;
  /** factor by which the mel axis is stretched; 1: not */
  melStretch: number;
  /** another one is another draw of what is random */
  draw: number;
}

/** A clip to look at, and what the network is given of it. */
export interface ClipView {
  picture: Picture;
  wav: Uint8Array<ArrayBuffer>;
  /** the network's input as a picture */
  input: Picture;
}

export interface LookQuestion {
  file: File;
  name: string;
  /** null: as it is */
  alteration: Alteration | null;
}
