import { dirname, join, relative, resolve } from "node:path";
import { type Utterance, writeManifest } from "@undertone/corpus";
import { UsageError } from "../errors.ts";
import { writeAtomic } from "../files/atomic-write.ts";
import { counted } from "../terminal/format.ts";

/**
 * Writes what is known of a folder's recordings as the metadata of Hugging Face's `audiofolder`, and says so.
 *
 * @param file  in the recordings' folder, or in one that holds it: file names in it only lead down
 * @throws UsageError if it is elsewhere, or ends otherwise than .csv or .jsonl; the system's error if it cannot be written
 */
export async function exportMetadata(file: string, folder: string, utterances: readonly Utterance[]): Promise<string> {
  const format = file.endsWith(".jsonl") ? "jsonl" : file.endsWith(".csv") ? "csv" : null;
  if (!format) throw new UsageError(`export is ${file}, expected a name that ends in .csv or .jsonl`);
  const base = relative(dirname(resolve(file)), resolve(folder)).replaceAll("\\", "/");
  if (base.split("/").includes("..")) {
    throw new UsageError(`export is ${file}, expected a file in ${folder} or in a folder that holds it`);
  }
  const below = (path: string) => join(base, path).replaceAll("\\", "/");
  await writeAtomic(
    file,
    writeManifest(
      utterances.map((one) => ({ ...one, path: below(one.path) })),
      format,
    ),
  );
  return `${file} has ${counted(utterances.length, "recording")}; named metadata.csv or metadata.jsonl, it makes its folder one that Hugging Face's audiofolder reads`;
}
