import { basename, dirname, join } from "node:path";
import type { FoldPlanJson } from "@undertone/corpus";
import { readJsonIfThere } from "../files/read-file.ts";
import { speakersOf } from "./recording.ts";
import { type RunCorpus, readRunCorpus } from "./run-order.ts";

type FoldSides = FoldPlanJson["folds"][number];

/**
 * SHA-256 of the samples of every recording that a model was trained on or chosen by, read from the run that it lies in: the
 * bundle names speakers only, as 1440 hashes would make it half as large again. A bundle in the run's own folder is the fold's
 * whose speakers it names; where no fold or several come to the same, every recording counts as heard.
 *
 * @param model     FOLDER/model.undertone of a run or of one of its folds
 * @param speakers  whom the model was trained on, in code-unit order
 * @returns         null where no run lies there
 */
export async function heardAudio(model: string, speakers: readonly string[]): Promise<Set<string> | null> {
  const folder = dirname(model);
  const own = await readRunCorpus(folder);
  const run = own ? folder : dirname(folder);
  const corpus = own ?? (await readRunCorpus(run));
  if (!corpus) return null;
  const { waveforms } = corpus;

  const folds = (await readJsonIfThere<FoldPlanJson>(join(run, "folds.json")))?.folds ?? [];
  const number = own ? null : /^fold-(\d+)$/.exec(basename(folder));
  const candidates = number ? folds.slice(Number(number[1]) - 1, Number(number[1])) : foldsOf(folds, corpus, speakers);
  const paths = candidates.length === 1 ? heardIn(candidates[0]) : Object.keys(waveforms);
  return new Set(paths.flatMap((path) => waveforms[path] ?? []));
}

/** The recordings of a fold's training and validation sides; copies of one count as it. */
const heardIn = ({ train, validation }: FoldSides): string[] =>
  [...train, ...validation].map((path) => path.replace(/#(noise|stretch|pitch)$/, ""));

/** The folds that train on these speakers and no others. */
function foldsOf(folds: readonly FoldSides[], { utterances }: RunCorpus, speakers: readonly string[]): FoldSides[] {
  const utteranceAt = new Map(utterances.map((utterance) => [utterance.path, utterance]));
  return folds.filter((fold) => {
    const heard = speakersOf(heardIn(fold).flatMap((path) => utteranceAt.get(path) ?? []));
    return heard.length > 0 && heard.join("\n") === speakers.join("\n");
  });
}
