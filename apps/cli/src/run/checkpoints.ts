import { rm } from "node:fs/promises";
import { join } from "node:path";
import { type Checkpoint, CheckpointError, decodeCheckpoint, encodeCheckpoint } from "@undertone/trainer";
import { isSystemError } from "../errors.ts";
import { writeAtomic } from "../files/atomic-write.ts";
import { readBytes } from "../files/read-file.ts";

/** Two generations: a checkpoint replaces the one before the last, so that one is whole whatever happens to the other. */
export const CHECKPOINT_NAMES = ["checkpoint-a", "checkpoint-b"] as const;

/** The checkpoints of one training, in its folder. */
export interface Checkpoints {
  /** what can be gone on from, and its file; null: nothing */
  newest: { checkpoint: Checkpoint; path: string } | null;
  /** @throws the system's error; what was there before stays whole */
  write(checkpoint: Checkpoint): Promise<void>;
}

/** @param onDamage  told of each file that cannot be used, and what is used instead */
export async function openCheckpoints(folder: string, onDamage: (text: string) => void): Promise<Checkpoints> {
  const found: Checkpoints["newest"][] = [];
  const damages: CheckpointError[] = [];
  for (const name of CHECKPOINT_NAMES) {
    const path = join(folder, name);
    try {
      found.push({ checkpoint: decodeCheckpoint(await readBytes(path), path), path });
    } catch (error) {
      if (error instanceof CheckpointError) damages.push(error);
      else if (!isSystemError(error, "ENOENT")) throw error;
    }
  }
  const epochsOf = (one: Checkpoints["newest"]) => one?.checkpoint.history.length ?? 0;
  const newest = found.reduce((a, b) => (epochsOf(b) > epochsOf(a) ? b : a), null);
  const instead = newest ? `goes on behind epoch ${epochsOf(newest)}, from ${newest.path}` : "begins with epoch 1";
  for (const { message } of damages) onDamage(`${message}; training ${instead}`);

  let next = newest?.path === join(folder, CHECKPOINT_NAMES[0]) ? 1 : 0;
  return {
    newest,
    async write(checkpoint) {
      await writeAtomic(join(folder, CHECKPOINT_NAMES[next]), encodeCheckpoint(checkpoint));
      next = 1 - next;
    },
  };
}

/** Takes away what a finished training needs no more. */
export async function removeCheckpoints(folder: string): Promise<void> {
  for (const name of CHECKPOINT_NAMES) await rm(join(folder, name), { force: true });
}
