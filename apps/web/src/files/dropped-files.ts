import { isAudioPath } from "@undertone/corpus";

/** A file with where it lies in what was chosen or dropped: "angry/anna-1.wav"; its name, if it lies in no folder. */
export interface Found {
  file: File;
  path: string;
}

/** What files were dropped or chosen: recordings, and bundles among them. */
export interface Chosen {
  recordings: Found[];
  /** the last of several */
  bundle: File | null;
}

/** A folder, and all that it holds, by paths that begin within it. */
export interface FoundFolder {
  name: string;
  files: Found[];
}

/** Files as they were chosen: whatever they are called, they are tried. */
export function chosenFiles(files: Iterable<File>): Chosen {
  return sorted(found(files));
}

/** Files that were dropped, and of dropped folders the audio in them. */
export async function droppedFiles(transfer: DataTransfer): Promise<Chosen> {
  const entries = entriesOf(transfer);
  if (entries.length === 0) return chosenFiles(transfer.files);
  const inside = await Promise.all(
    entries.map(async (entry) => {
      const all = await filesIn(entry);
      return entry.isDirectory ? all.filter(({ path }) => isAudioPath(path)) : all;
    }),
  );
  return sorted(inside.flat());
}

/** A folder as it was chosen. */
export function chosenFolder(files: Iterable<File>): FoundFolder {
  return folderOf(found(files));
}

/** A folder that was dropped, or several things as if they lay in one. */
export async function droppedFolder(transfer: DataTransfer): Promise<FoundFolder> {
  const entries = entriesOf(transfer);
  if (entries.length === 0) return chosenFolder(transfer.files);
  return folderOf((await Promise.all(entries.map(filesIn))).flat());
}

const found = (files: Iterable<File>): Found[] =>
  Array.from(files, (file) => ({ file, path: file.webkitRelativePath || file.name }));

function folderOf(files: readonly Found[]): FoundFolder {
  const first = files[0]?.path.split("/")[0] ?? "";
  const isOne = files.length > 0 && files.every(({ path }) => path.startsWith(`${first}/`));
  if (!isOne) return { name: "recordings", files: [...files] };
  return { name: first, files: files.map(({ file, path }) => ({ file, path: path.slice(first.length + 1) })) };
}

function sorted(files: readonly Found[]): Chosen {
  const isBundle = ({ path }: Found) => path.toLowerCase().endsWith(".undertone");
  return {
    recordings: files.filter((one) => !isBundle(one)),
    bundle: files.filter(isBundle).at(-1)?.file ?? null,
  };
}

/** To be asked for before the first wait: the items are gone after it. */
function entriesOf(transfer: DataTransfer): FileSystemEntry[] {
  return Array.from(transfer.items, (item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
}

async function filesIn(entry: FileSystemEntry): Promise<Found[]> {
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
    return [{ file, path: entry.fullPath.replace(/^\//, "") }];
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const files: Found[] = [];
  for (;;) {
    // A reader gives a hundred entries at once, and none at the end.
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return files;
    for (const inner of some) files.push(...(await filesIn(inner)));
  }
}
