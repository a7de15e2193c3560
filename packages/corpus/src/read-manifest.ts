import Papa from "papaparse";
import { type EmotionOptions, emotionNamed, labelOf } from "./emotion.ts";
import { ManifestError } from "./manifest-error.ts";
import { byCodeUnits, isAudioPath } from "./paths.ts";
import type { CorpusListing, PathReason } from "./utterance.ts";

const COLUMNS = ["path", "label", "speaker", "text", "corpus", "intensity"] as const;

/** One line of a manifest; a column that is missing or empty is "". */
type Row = Record<(typeof COLUMNS)[number], string> & { line: number };

/**
 * Reads a CSV manifest (RFC 4180, commas, UTF-8 with or without a byte order mark). The header names the columns in any
 * order: `path` and `label`; `speaker`, `text`, `corpus` and `intensity` if there are; others are not read. Labels are
 * the words of `EMOTION_WORDS`. An empty corpus is "manifest"; an empty speaker, text or intensity is unknown. Speakers
 * and texts are unique within their corpus, and may carry its name already: "ravdess:01".
 *
 * A label that is no emotion is listed as unrecognized, and what does not end like audio as ignored.
 *
 * @throws ManifestError with the line, if the CSV is broken, `path` or `label` is no column, a column is there twice, or
 *         a path is empty or there twice
 * @throws RangeError if calm or boredom is none of its values
 */
export function readManifest(csv: string, options: EmotionOptions = {}): CorpusListing {
  const listing: CorpusListing = { utterances: [], unrecognized: [], dropped: [], ignored: [], adapters: [] };
  for (const row of rowsOf(csv).sort((a, b) => byCodeUnits(a.path, b.path))) {
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
    const corpus = row.corpus || "manifest";
    listing.utterances.push({
      path,
      corpus,
      speaker: qualified(corpus, row.speaker),
      label,
      nativeLabel: row.label,
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

function rowsOf(csv: string): Row[] {
  // Lines are counted here, as a quoted field may hold line breaks; so empty lines are not left to the parser to skip.
  const { data, errors } = Papa.parse<string[]>(csv, { delimiter: "," });
  const starts = lineNumbers(data);
  if (errors.length > 0) {
    const { row, message } = errors[0];
    throw new ManifestError(starts[row ?? 0] ?? 1, message.toLowerCase());
  }
  const header = (data[0] ?? []).map((name) => name.trim());
  const columns = new Map(COLUMNS.map((name) => [name, columnOf(header, name)]));

  const lineOf = new Map<string, number>();
  const rows: Row[] = [];
  for (const [i, fields] of data.entries()) {
    if (i === 0 || fields.every((field) => field.trim() === "")) continue;
    const line = starts[i];
    const cells = COLUMNS.map((name) => [name, fields[columns.get(name)!]?.trim() ?? ""]);
    const row: Row = { ...Object.fromEntries(cells), line };
    row.path = row.path.replace(/^(\.\/+)+/, "").replaceAll(/\/(\.?\/)+/g, "/");
    if (row.path === "") throw new ManifestError(line, "path is empty, expected a path");
    if (lineOf.has(row.path)) {
      throw new ManifestError(
        line,
        `path is "${row.path}" as in line ${lineOf.get(row.path)}, expected each path once`,
      );
    }
    lineOf.set(row.path, line);
    rows.push(row);
  }
  return rows;
}

/** The column's index; -1 for an optional one that is missing. */
function columnOf(header: readonly string[], name: string): number {
  const index = header.indexOf(name);
  if (index < 0 && (name === "path" || name === "label")) {
    throw new ManifestError(1, `header is "${header.join(",")}", expected a column ${name}`);
  }
  if (index !== header.lastIndexOf(name)) {
    throw new ManifestError(1, `header is "${header.join(",")}", expected column ${name} once`);
  }
  return index;
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
