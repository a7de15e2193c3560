import { isAudioPath } from "@undertone/corpus";
import type { Found } from "./queue.ts";

/** What files were dropped or chosen: recordings, and bundles among them. */
export interface Chosen {
  recordings: Found[];
  /** the last of several */
  bundle: File | null;
}

/** Files as they were chosen: whatever they are called, they are tried. */
export function chosenFiles(files: Iterable<File>): Chosen {
  return sorted(Array.from(files, (file) => ({ file, path: file.webkitRelativePath || file.name })));
}

/** Files that were dropped, and of dropped folders the audio in them. */
export async function droppedFiles(transfer: DataTransfer): Promise<Chosen> {
  // The items are gone after the first wait, so all are asked for at once.
  const entries = Array.from(transfer.items, (item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  if (entries.length === 0) return chosenFiles(transfer.files);
  const found = await Promise.all(
    entries.map(async (entry) => {
      const inside = await filesIn(entry);
      return entry.isDirectory ? inside.filter(({ path }) => isAudioPath(path)) : inside;
    }),
  );
  return sorted(found.flat());
}

function sorted(found: Found[]): Chosen {
  const isBundle = ({ path }: Found) => path.toLowerCase().endsWith(".undertone");
  return {
    recordings: found.filter((one) => !isBundle(one)),
    bundle: found.filter(isBundle).at(-1)?.file ?? null,
  };
}

async function filesIn(entry: FileSystemEntry): Promise<Found[]> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
    return [{ file, path: entry.fullPath.replace(/^\//, "") }];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const found: Found[] = [];
  for (;;) {
    // A reader gives a hundred entries at once, and none at the end.
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return found;
    for (const inner of some) found.push(...(await filesIn(inner)));
  }
}
