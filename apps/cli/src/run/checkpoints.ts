import { rm } from "node:fs/promises";
import { join } from "node:path";
import { CHECKPOINT_NAMES, type CheckpointFolder } from "@undertone/trainer";
import { isSystemError } from "../errors.ts";
import { writeAtomic } from "../files/atomic-write.ts";
import { readBytes } from "../files/read-file.ts";

/** A training's folder, for its checkpoints. */
export function checkpointFolder(folder: string): CheckpointFolder {
  const pathOf = (name: string) => join(folder, name);
  return {
    pathOf,
    async read(name) {
      try {
        return await readBytes(pathOf(name));
      } catch (error) {
        if (isSystemError(error, "ENOENT")) return null;
        throw error;
      }
    },
    write: (name, bytes) => writeAtomic(pathOf(name), bytes),
  };
}

/** Takes away what a finished training needs no more. */
export async function removeCheckpoints(folder: string): Promise<void> {
  for (const name of CHECKPOINT_NAMES) await rm(join(folder, name), { force: true });
}
