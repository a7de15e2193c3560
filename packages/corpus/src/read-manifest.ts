import Papa from "papaparse";
import { type EmotionOptions, emotionNamed, labelOf } from "./emotion.ts";
import { ManifestError } from "./manifest-error.ts";
import { byCodeUnits, isAudioPath } from "./paths.ts";
import type { CorpusListing, PathReason } from "./utterance.ts";

const COLUMNS = ["path", "label", "speaker", "text", "corpus", "intensity", "native_label"] as const;
type Column = (typeof COLUMNS)[number];

/** What others call these columns: `file_name` is that of Hugging Face's `audiofolder`. */
const OTHER_NAMES: Readonly<Record<string, Column>> = {
  file_name: "path",
  emotion: "label",
  speaker_id: "speaker",
  transcription: "text",
  sentence: "text",
};

/** One line of a manifest; a column that is missing or empty is "". */
type Row = Record<Column, string> & { line: number };

export interface ManifestOptions extends EmotionOptions {
  /** default "csv"; "jsonl": a JSON object a line, its fields the columns */
  format?: "csv" | "jsonl" | undefined;
  /** what a line's corpus is that names none; default "manifest" */
  corpus?: string | undefined;
}

/**
 * Reads a manifest: CSV (RFC 4180, commas, UTF-8 with or without a byte order mark) or JSON Lines, as Hugging Face's
 * `audiofolder` has them in metadata.csv and metadata.jsonl. The header names the columns in any order: `path` or `file_name`, and
 * `label` or `emotion`; `speaker` or `speaker_id`, `text`, `transcription` or `sentence`, `corpus`, `intensity` and
 * `native_label`, which is what the corpus itself calls the label, if there are; others are not read. Labels are the words of
 * `EMOTION_WORDS`. An empty corpus is "manifest"; an empty speaker, text or intensity is unknown. Speakers
 * and texts are unique within their corpus, and may carry its name already: "ravdess:01".
 *
 * A label that is no emotion is listed as unrecognized, and what does not end like audio as ignored.
 *
 * @throws ManifestError with the line, if the CSV or JSON is broken, `path` or `label` is no column, a column is there twice, or
 *         a path is empty or there twice
 * @throws RangeError if calm or boredom is none of its values
 */
export function readManifest(text: string, options: ManifestOptions = {}): CorpusListing {
  const listing: CorpusListing = { utterances: [], unrecognized: [], dropped: [], ignored: [], adapters: [] };
  const rows = options.format === "jsonl" ? rowsOfJsonLines(text) : rowsOfCsv(text);
  for (const row of checked(rows).sort((a, b) => byCodeUnits(a.path, b.path))) {
    const { path, line } = row;
    if (!isAudioPath(path)) {
      listing.ignored.push(path);
      continue;
    }
    const leftOut = (list: PathReason[], reason: string) => list.push({ path, reason: `line ${line}: ${reason}` });
    const emotion = emotionNamed(row.label);
    if (!emotion) {
      leftOut(listing.unrecognized, `label is "${row.label}", expected the name of an emotion, as angry`);
      continue;
    }
    const label = labelOf(emotion, options);
    if (typeof label === "object") {
      leftOut(listing.dropped, label.reason);
      continue;
    }
    const corpus = row.corpus || (options.corpus ?? "manifest");
    listing.utterances.push({
      path,
      corpus,
      speaker: qualified(corpus, row.speaker),
      label,
      nativeLabel: row.native_label || row.label,
      text: qualified(corpus, row.text),
      intensity: row.intensity || null,
    });
  }
  const count = listing.utterances.length;
  listing.adapters = count > 0 ? [{ name: "manifest", count }] : [];
  return listing;
}

function qualified(corpus: string, name: string): string | null {
  if (name === "") return null;
  return name.startsWith(`${corpus}:`) ? name : `${corpus}:${name}`;
}

function rowsOfCsv(csv: string): Row[] {
  // Lines are counted here, as a quoted field may hold line breaks; so empty lines are not left to the parser to skip.
  const { data, errors } = Papa.parse<string[]>(csv, { delimiter: "," });
  const starts = lineNumbers(data);
  if (errors.length > 0) {
    const { row, message } = errors[0];
    throw new ManifestError(starts[row ?? 0] ?? 1, message.toLowerCase());
  }
  const header = (data[0] ?? []).map((name) => name.trim());
  const columns = columnsOf(header, 1);
  return data.flatMap((fields, i) => {
    if (i === 0 || fields.every((field) => field.trim() === "")) return [];
    return { ...cells((column) => fields[columns.get(column) ?? -1]), line: starts[i] };
  });
}

function rowsOfJsonLines(text: string): Row[] {
  return text.split(/\r?\n/).flatMap((json, i) => {
    if (json.trim() === "") return [];
    const line = i + 1;
    const record = recordOf(json, line);
    const names = Object.keys(record);
    const columns = columnsOf(names, line);
    return { ...cells((column) => record[names[columns.get(column) ?? -1]]), line };
  });
}

function recordOf(json: string, line: number): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw new ManifestError(line, "is not JSON, expected an object");
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new ManifestError(line, "is no object, expected one with a path and a label");
}

/** Text and numbers as text; whatever else is in a cell, or nothing, as "". */
function cells(cellOf: (column: Column) => unknown): Record<Column, string> {
  const text = (cell: unknown) => (typeof cell === "string" || typeof cell === "number" ? String(cell).trim() : "");
  return Object.fromEntries(COLUMNS.map((column) => [column, text(cellOf(column))])) as Record<Column, string>;
}

/** Rows with paths as `walk` writes them. @throws ManifestError if a path is empty or there twice */
function checked(rows: readonly Row[]): Row[] {
  const lineOf = new Map<string, number>();
  return rows.map((row) => {
    const { line } = row;
    const path = row.path.replace(/^(\.\/+)+/, "").replaceAll(/\/(\.?\/)+/g, "/");
    if (path === "") throw new ManifestError(line, "path is empty, expected a path");
    if (lineOf.has(path)) {
      throw new ManifestError(line, `path is "${path}" as in line ${lineOf.get(path)}, expected each path once`);
    }
    lineOf.set(path, line);
    return { ...row, path };
  });
}

/** The place of each column that is there. @throws ManifestError if path or label is missing, or any is there twice */
function columnsOf(header: readonly string[], line: number): Map<Column, number> {
  const columns = new Map<Column, number>();
  for (const [i, name] of header.entries()) {
    const column = COLUMNS.find((one) => one === name) ?? (Object.hasOwn(OTHER_NAMES, name) ? OTHER_NAMES[name] : null);
    if (!column) continue;
    if (columns.has(column)) {
      throw new ManifestError(line, `header is "${header.join(",")}", expected column ${column} once`);
    }
    columns.set(column, i);
  }
  const missing = (["path", "label"] as const).find((column) => !columns.has(column));
  if (missing) throw new ManifestError(line, `header is "${header.join(",")}", expected a column ${missing}`);
  return columns;
}

/** The line, from 1, on which each row starts. */
function lineNumbers(rows: readonly string[][]): number[] {
  let line = 1;
  return rows.map((fields) => {
    const start = line;
    line += 1 + fields.reduce((breaks, field) => breaks + (field.match(/\r\n|\r|\n/g)?.length ?? 0), 0);
    return start;
  });
}
