import { join } from "node:path";
import { smallRecipe, syntheticFiles } from "./recordings.ts";
import { folderWith, type Outcome, undertone } from "./undertone.ts";

/** A folder with a corpus and a recipe. */
export interface Workshop {
  /** the path of a file in the folder */
  at(path: string): string;
  /** the words of a command line that trains two folds, and a final model, into the folder `out` */
  args(out: string, ...more: string[]): string[];
  /** Runs it in this process. */
  train(out: string, ...more: string[]): Promise<Outcome>;
}

export async function workshop(files: Record<string, string | Uint8Array> = {}): Promise<Workshop> {
  const corpus = Object.fromEntries(Object.entries(syntheticFiles()).map(([path, bytes]) => [`corpus/${path}`, bytes]));
  const folder = await folderWith({ ...corpus, "recipe.json": smallRecipe(), ...files });
  const at = (path: string) => join(folder, path);
  const args = (out: string, ...more: string[]) => [
    ...["train", at("corpus"), "--recipe", at("recipe.json"), "--out", at(out)],
    ...["--folds", "2", "--validation-speakers", "1", ...more],
  ];
  return { at, args, train: (out, ...more) => undertone(...args(out, ...more)) };
}
