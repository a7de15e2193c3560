import Papa from "papaparse";
import type { Utterance } from "./utterance.ts";

/**
 * Utterances as the metadata of Hugging Face's `audiofolder`, which `readManifest` reads to the same utterances: metadata.csv, or
 * metadata.jsonl with what is unknown left out.
 *
 * @param utterances  their paths relative to the folder that the file will be in
 */
export function writeManifest(utterances: readonly Utterance[], format: "csv" | "jsonl"): string {
  const rows = utterances.map(({ path, label, nativeLabel, speaker, text, corpus, intensity }) => ({
    ...{ file_name: path, label, native_label: nativeLabel, speaker, text, corpus, intensity: intensity ?? null },
  }));
  if (format === "csv") return `${Papa.unparse(rows, { newline: "\n", columns: COLUMNS })}\n`;
  const line = (row: object) =>
    `${JSON.stringify(Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)))}\n`;
  return rows.map(line).join("");
}

const COLUMNS = ["file_name", "label", "native_label", "speaker", "text", "corpus", "intensity"];
