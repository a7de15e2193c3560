import type { Adapter, Reading, Refusal } from "./adapters/adapter.ts";
import { ADAPTERS } from "./adapters/adapters.ts";
import { type EmotionOptions, labelOf } from "./emotion.ts";
import { assertUnique, byCodeUnits, isAudioPath, pathParts } from "./paths.ts";
import type { CorpusListing } from "./utterance.ts";

export interface CorpusOptions extends EmotionOptions {
  /** the name of one adapter for all paths, or "auto", the default: for each path the first that recognizes it */
  adapter?: string | undefined;
}

/**
 * Reads labels and speakers from file names. Nothing is opened, and nothing is passed over: each path is in exactly one
 * list of the result.
 *
 * @param paths    relative, with "/", in any order
 * @param options  calm counts as neutral and boredom is dropped unless they say otherwise
 * @throws RangeError if a path is there twice, the adapter is unknown, or calm or boredom is none of its values
 */
export function readCorpus(paths: readonly string[], options: CorpusOptions = {}): CorpusListing {
  assertUnique(paths);
  const adapters = adaptersNamed(options.adapter ?? "auto");
  const listing: CorpusListing = { utterances: [], unrecognized: [], dropped: [], ignored: [], adapters: [] };
  const counts = new Map(adapters.map(({ name }) => [name, 0]));

  for (const path of [...paths].sort(byCodeUnits)) {
    if (!isAudioPath(path)) {
      listing.ignored.push(path);
      continue;
    }
    const [adapter, reading] = firstReading(adapters, path);
    if ("refusal" in reading) {
      listing[reading.refusal].push({ path, reason: reading.reason });
      continue;
    }
    const label = labelOf(reading.emotion, options);
    if (typeof label === "object") {
      listing.dropped.push({ path, reason: label.reason });
      continue;
    }
    const { corpus } = adapter;
    const { nativeLabel, intensity } = reading;
    const speaker = reading.speaker && `${corpus}:${reading.speaker}`;
    const text = reading.text && `${corpus}:${reading.text}`;
    listing.utterances.push({ path, corpus, speaker, label, nativeLabel, text, intensity });
    counts.set(adapter.name, counts.get(adapter.name)! + 1);
  }
  listing.adapters = [...counts].filter(([, count]) => count > 0).map(([name, count]) => ({ name, count }));
  return listing;
}

function adaptersNamed(name: string): readonly Adapter[] {
  if (name === "auto") return ADAPTERS.filter(({ automatic }) => automatic);
  const adapter = ADAPTERS.find((one) => one.name === name);
  if (adapter) return [adapter];
  const names = ["auto", ...ADAPTERS.map((one) => one.name)].map((one) => `"${one}"`);
  throw new RangeError(`adapter is "${name}", expected ${names.join(" or ")}`);
}

function firstReading(adapters: readonly Adapter[], path: string): [Adapter, Reading | Refusal] {
  const parts = pathParts(path);
  for (const adapter of adapters) {
    const reading = adapter.parse(parts);
    if (reading) return [adapter, reading];
  }
  const reason =
    adapters.length === 1
      ? `the path is not ${adapters[0].pattern}`
      : "the name is of no known corpus, and the folder names no emotion";
  return [adapters[0], { refusal: "unrecognized", reason }];
}
