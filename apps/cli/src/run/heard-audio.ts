import { basename, dirname, join } from "node:path";
import type { FoldPlanJson } from "@undertone/corpus";
import { readJsonIfThere } from "../files/read-file.ts";
import { readRunCorpus } from "./run-order.ts";

/**
 * SHA-256 of the samples of every recording that a model was trained on or chosen by, read from the run that it lies in: the
 * bundle names speakers only, as 1440 hashes would make it half as large again.
 *
 * @param model  FOLDER/model.undertone of a run or, by its two sides, of one of its folds
 * @returns      null where no run lies there
 */
export async function heardAudio(model: string): Promise<Set<string> | null> {
  const folder = dirname(model);
  const own = await readRunCorpus(folder);
  const run = own ? folder : dirname(folder);
  const corpus = own ?? (await readRunCorpus(run));
  if (!corpus) return null;
  const { waveforms } = corpus;
  const fold = own ? null : /^fold-(\d+)$/.exec(basename(folder));
  if (!fold) return new Set(Object.values(waveforms));

  const plan = await readJsonIfThere<FoldPlanJson>(join(run, "folds.json"));
  const sides = plan?.folds[Number(fold[1]) - 1];
  const paths = sides ? [...sides.train, ...sides.validation] : Object.keys(waveforms);
  return new Set(paths.flatMap((path) => waveforms[path.replace(/#(noise|stretch|pitch)$/, "")] ?? []));
}
