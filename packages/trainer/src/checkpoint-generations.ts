import type { Checkpoint } from "./checkpoint.ts";
import { CheckpointError } from "./checkpoint-error.ts";
import { decodeCheckpoint, encodeCheckpoint } from "./checkpoint-file.ts";

/** Two generations: a checkpoint replaces the one before the last, so that one is whole whatever happens to the other. */
export const CHECKPOINT_NAMES = ["checkpoint-a", "checkpoint-b"] as const;

/** Where a training's files lie: a folder of a disk, or of a browser's storage. */
export interface CheckpointFolder {
  /** how a file is called in words: "run/fold-1/checkpoint-a" */
  pathOf(name: string): string;
  /** null: there is no such file */
  read(name: string): Promise<Uint8Array | null>;
  write(name: string, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
}

/** The checkpoints of one training, in its folder. */
export interface Checkpoints {
  /** what can be gone on from, and its file; null: nothing */
  newest: { checkpoint: Checkpoint; path: string } | null;
  /** @throws as the folder's `write`; what was there before stays whole */
  write(checkpoint: Checkpoint): Promise<void>;
}

/**
 * Finds the newest checkpoint that can be used.
 *
 * @param onDamage  told of each file that cannot be used, and what is used instead
 * @throws as the folder's `read`
 */
export async function openCheckpoints(
  folder: CheckpointFolder,
  onDamage: (text: string) => void,
): Promise<Checkpoints> {
  const found: { checkpoint: Checkpoint; name: string }[] = [];
  const damages: CheckpointError[] = [];
  for (const name of CHECKPOINT_NAMES) {
    const bytes = await folder.read(name);
    if (!bytes) continue;
    try {
      found.push({ checkpoint: decodeCheckpoint(bytes, folder.pathOf(name)), name });
    } catch (error) {
      if (!(error instanceof CheckpointError)) throw error;
      damages.push(error);
    }
  }
  const [newest = null] = found.sort((a, b) => b.checkpoint.history.length - a.checkpoint.history.length);
  const instead = newest
    ? `goes on behind epoch ${newest.checkpoint.history.length}, from ${folder.pathOf(newest.name)}`
    : "begins with epoch 1";
  for (const { message } of damages) onDamage(`${message}; training ${instead}`);

  let next = newest?.name === CHECKPOINT_NAMES[0] ? 1 : 0;
  return {
    newest: newest && { checkpoint: newest.checkpoint, path: folder.pathOf(newest.name) },
    async write(checkpoint) {
      await folder.write(CHECKPOINT_NAMES[next], encodeCheckpoint(checkpoint));
      next = 1 - next;
    },
  };
}
