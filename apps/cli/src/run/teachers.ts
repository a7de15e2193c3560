import { join } from "node:path";
import { canonicalJson } from "@undertone/core";
import { foldPlanToJson } from "@undertone/corpus";
import type { Division, Recipe, Teacher } from "@undertone/trainer";
import { CommandError, UsageError } from "../errors.ts";
import { readBundle } from "../files/read-bundle.ts";
import { readJsonIfThere } from "../files/read-file.ts";
import type { Recording } from "./recording.ts";
import { readSeedsOrder, seedFolder } from "./seeds-order.ts";
import { FINAL_FOLDER } from "./train-fold.ts";
import type { TrainArguments } from "./training-options.ts";

/** Gives the teachers of a training by its folder within the run. */
export type TeachersOf = (folder: string) => Promise<Teacher[]>;

/** @throws UsageError if the recipe has a share for teachers and none is named, or calibration asks for models that none has */
export function assertTeaching(
  { name, loss: { teacherShare } }: Recipe,
  { teacher, calibrate }: Pick<TrainArguments, "teacher" | "calibrate">,
): void {
  if (teacher === undefined && teacherShare !== undefined) {
    throw new UsageError(`teacher is missing, expected --teacher RUN: recipe ${name} learns from one`);
  }
  if (teacher !== undefined && calibrate) {
    throw new UsageError(
      "calibrate is given, expected none with --teacher: no model of its run has heard neither of two folds",
    );
  }
}

/**
 * The models of a run, or of one by several seeds, as teachers of another: in each training those that were trained on the very
 * same utterances, so that none has heard whom the pupil is tested on.
 *
 * @throws CommandError if the run was divided in another way, or lacks a model that will be asked
 */
export async function openTeachers(
  { teacher: run, fold: only }: Pick<TrainArguments, "teacher" | "fold">,
  { plan, final }: Division<Recording>,
): Promise<TeachersOf> {
  if (run === undefined) return async () => [];
  const order = await readSeedsOrder(run);
  const runs = order ? order.seeds.map((seed) => seedFolder(run, seed)) : [run];
  const own = canonicalJson(foldPlanToJson(plan));
  for (const folder of runs) {
    const path = join(folder, "folds.json");
    const folds = await readJsonIfThere(path);
    if (!folds) throw new CommandError(`${path}: is missing, expected the folds of a run as undertone train writes it`);
    if (canonicalJson(folds) !== own) {
      throw new CommandError(
        `${path}: its folds are others than this run's, expected the same: a teacher may have heard whom its pupil is tested on`,
      );
    }
  }
  const teachersOf: TeachersOf = (folder) =>
    Promise.all(runs.map((one) => readBundle(join(one, folder, "model.undertone"))));
  // A model that is missing is found out here, and not hours later.
  const folders = plan.folds.map((_, i) => `fold-${i + 1}`).filter((_, i) => only === undefined || only === i + 1);
  for (const folder of [...folders, ...(final ? [FINAL_FOLDER] : [])]) await teachersOf(folder);
  return teachersOf;
}
