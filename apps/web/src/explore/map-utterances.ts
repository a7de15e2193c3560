import { writeWav } from "@undertone/audio";
import type { Waveform } from "@undertone/core";
import { type PathReason, readCorpus, syntheticCorpus, type Utterance } from "@undertone/corpus";
import { principalComponents } from "@undertone/features";
import type { Dsp } from "@undertone/kernels/dsp";
import { createEmbedder } from "@undertone/runtime";
import type { OpenModel } from "../recognizer/open-model.ts";
import { FileError, readAudio } from "../recognizer/read-audio.ts";
import type { ExploreMap, ExploreSource, MapPoint } from "./services.ts";

/** The first voices of `undertone demo`: enough to see groups, few enough to wait for. */
const SYNTHETIC = { nSpeakers: 6, utterancesPerClass: 2, seed: 1, sampleRate: 16_000 };

interface Heard {
  utterance: Utterance;
  waveform: Waveform;
  file: File;
}

/**
 * Embeds utterances and lays them out by their first two principal components. What cannot be read is listed, and the rest goes on.
 *
 * @throws FileError if nothing could be read
 */
export async function mapUtterances(
  dsp: Dsp,
  { bytes, card }: OpenModel,
  source: ExploreSource,
  report: (progress: { done: number; total: number }) => void,
): Promise<ExploreMap> {
  const embedder = await createEmbedder(bytes);
  const { heard, total, refused } = source.kind === "synthetic" ? synthetic() : inFolder(dsp, source, card.sampleRate);
  const points: MapPoint[] = [];
  const embeddings: Float32Array[] = [];
  report({ done: 0, total });
  for await (const { utterance, waveform, file } of heard) {
    const { embedding, probabilities } = embedder.embed(waveform);
    const best = probabilities.indexOf(Math.max(...probabilities));
    const { path, label, speaker } = utterance;
    const named = speaker?.replace(/^[^:]*:/, "") ?? "unknown";
    points.push({
      path,
      file,
      label,
      speaker: named,
      heard: card.labels[best],
      probability: probabilities[best],
      x: 0,
      y: 0,
    });
    embeddings.push(embedding);
    if (points.length % 4 === 0) report({ done: points.length + refused.length, total });
  }
  embedder.dispose();
  if (points.length === 0) {
    const [first] = refused;
    throw new FileError(
      first ? `None of them can be read. ${first.path}: ${first.reason}` : "There are no recordings in it",
    );
  }
  const { points: places, shares } = principalComponents(embeddings, 2);
  for (const [i, [x, y]] of places.entries()) Object.assign(points[i], { x, y });
  return { points, shares: [shares[0], shares[1]], refused };
}

interface Source {
  heard: Iterable<Heard> | AsyncIterable<Heard>;
  total: number;
  /** grows while it is heard */
  refused: PathReason[];
}

function synthetic(): Source {
  const corpus = syntheticCorpus(SYNTHETIC);
  const heard = {
    *[Symbol.iterator]() {
      for (const { utterance, waveform } of corpus) {
        yield { utterance, waveform, file: new File([writeWav(waveform)], utterance.path, { type: "audio/wav" }) };
      }
    },
  };
  return { heard, total: 7 * SYNTHETIC.nSpeakers * SYNTHETIC.utterancesPerClass, refused: [] };
}

function inFolder(dsp: Dsp, { files }: Extract<ExploreSource, { kind: "folder" }>, sampleRate: number): Source {
  const byPath = new Map(files.map(({ path, file }) => [path, file]));
  const { utterances, unrecognized, dropped } = readCorpus([...byPath.keys()]);
  const refused = [...unrecognized, ...dropped];
  const heard = {
    async *[Symbol.asyncIterator]() {
      for (const utterance of utterances) {
        const file = byPath.get(utterance.path)!;
        try {
          yield { utterance, file, waveform: (await readAudio(dsp, file, utterance.path, sampleRate)).waveform };
        } catch (error) {
          if (!(error instanceof FileError)) throw error;
          refused.push({ path: utterance.path, reason: error.message });
        }
      }
    },
  };
  return { heard, total: utterances.length + refused.length, refused };
}
