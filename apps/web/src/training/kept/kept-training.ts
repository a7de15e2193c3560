import { KEPT_FOLDER, readOrder, type TrainingOrder } from "./order.ts";

/** The training that a page before this one left undone; null if there is none, or the browser keeps nothing. */
export async function keptTraining(): Promise<TrainingOrder | null> {
  try {
    const root = await navigator.storage.getDirectory();
    const folder = await root.getDirectoryHandle(KEPT_FOLDER);
    return await readOrder({
      read: async (name) => new Uint8Array(await (await (await folder.getFileHandle(name)).getFile()).arrayBuffer()),
    });
  } catch {
    return null;
  }
}

/** Takes away all that is kept of a training. Nothing happens if nothing is. */
export async function forgetTraining(): Promise<void> {
  try {
    const root = await navigator.storage.getDirectory();
    await root.removeEntry(KEPT_FOLDER, { recursive: true });
  } catch {
    // No storage, nothing in it, or a worker that is just ending holds a file: what is left is replaced by the next training.
  }
}
