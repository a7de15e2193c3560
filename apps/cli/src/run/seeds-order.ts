import { join } from "node:path";
import { readJsonIfThere } from "../files/read-file.ts";
import type { TrainArguments } from "./training-options.ts";

/** What `undertone train --seeds` was asked for: seeds.json, the first file in its folder. */
export interface SeedsOrder {
  undertoneVersion: string;
  args: readonly string[];
  /** the folders of recordings as they were named */
  corpora: readonly string[];
  options: TrainArguments;
  seeds: number[];
  /** whether the mean of all seeds' probabilities is judged, too */
  ensemble: boolean;
}

export const seedsPath = (folder: string): string => join(folder, "seeds.json");

/** Where the run of a seed is kept. */
export const seedFolder = (folder: string, seed: number): string => join(folder, `seed-${seed}`);

/** What a folder was asked for by --seeds; null if it was not. */
export function readSeedsOrder(folder: string): Promise<SeedsOrder | null> {
  return readJsonIfThere<SeedsOrder>(seedsPath(folder));
}
