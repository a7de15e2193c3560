import type { CheckpointFolder } from "@undertone/trainer";

/** A file that a worker writes in place, which the types of a page do not know. */
interface SyncFile {
  truncate(length: number): void;
  write(bytes: Uint8Array<ArrayBuffer>, options: { at: number }): number;
  flush(): void;
  close(): void;
}

/** A folder of the page's own storage, for a worker. */
export interface KeptFolder extends CheckpointFolder {
  /** Nothing happens if there is no such file. */
  remove(name: string): Promise<void>;
}

/**
 * @param path  of the folder, from the storage's root on, separated by "/"
 * @throws DOMException "SecurityError" where the browser keeps nothing
 */
export async function opfsFolder(path: string): Promise<KeptFolder> {
  if (!navigator.storage) throw new DOMException("there is no storage", "SecurityError");
  let folder = await navigator.storage.getDirectory();
  for (const part of path.split("/")) folder = await folder.getDirectoryHandle(part, { create: true });
  return {
    pathOf: (name) => `${path}/${name}`,
    async read(name) {
      const handle = await folder.getFileHandle(name).catch(unlessMissing);
      return handle && new Uint8Array(await (await handle.getFile()).arrayBuffer());
    },
    async write(name, bytes) {
      const handle = await folder.getFileHandle(name, { create: true });
      const file: SyncFile = await (
        handle as unknown as { createSyncAccessHandle(): Promise<SyncFile> }
      ).createSyncAccessHandle();
      try {
        file.truncate(0);
        const written = file.write(bytes, { at: 0 });
        // Firefox writes what fits.
        if (written < bytes.length) throw new DOMException("the storage is full", "QuotaExceededError");
        file.flush();
      } finally {
        file.close();
      }
    },
    async remove(name) {
      await folder.removeEntry(name).catch(unlessMissing);
    },
  };
}

function unlessMissing(error: unknown): null {
  if (error instanceof DOMException && error.name === "NotFoundError") return null;
  throw error;
}
