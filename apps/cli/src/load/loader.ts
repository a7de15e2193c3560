import { createHash } from "node:crypto";
import { endianness } from "node:os";
import type { LoadedAudio } from "@undertone/audio";
import { canonicalJson, type InputSpec, type Waveform } from "@undertone/core";
import { createFingerprinter, type Fingerprinter, type SoundFacts, soundFacts } from "@undertone/corpus";
import { createInputPipeline, featureFingerprint } from "@undertone/features";
import { type Dsp, dspBytes, loadDsp } from "@undertone/kernels/dsp";
import { reasonOf } from "../errors.ts";
import { createAudioReader } from "../files/audio-reader.ts";
import { type CacheEntry, openCache, sha256OfValues } from "../files/cache.ts";
import { encodeFingerprint } from "../files/fingerprint-text.ts";
import { readBytes } from "../files/read-file.ts";
import { VERSION } from "../version.ts";

/**
 * What is made of each file: its samples at a rate, [n]; nothing but what an audit needs to know of these; or its features as a network's input begins, [nFrames, nCoefficients]:
 * conditioned and averaged as the spec says, not yet cropped and normalized.
 */
export type LoadTarget =
  | { kind: "waveform"; sampleRate: number; audited?: true }
  | { kind: "audit"; sampleRate: number }
  | { kind: "features"; input: InputSpec };

export interface LoadJob {
  target: LoadTarget;
  /** a folder; null: none */
  cache: string | null;
}

/** What else is known of a loaded file. */
export interface AboutFile {
  /** rows of the features; samples of a waveform */
  length: number;
  /** length of the recording */
  seconds: number;
  /** what is not as it should be */
  warnings: string[];
  /** of the samples, where an audit is wanted */
  audit?: SoundFacts & { sha256: string; fingerprint: string };
}

export interface LoadedFile extends CacheEntry<AboutFile> {
  fromCache: boolean;
  /** why it could not be kept; null: it was, or was not to be */
  cacheTrouble: string | null;
}

/** A file's result, or why it cannot be used. */
export type LoadOutcome = LoadedFile | { reason: string };

/** Loads one file after the other, or several at once. */
export interface Loader {
  load(path: string): Promise<LoadOutcome>;
}

export async function createLoader({ target, cache: folder }: LoadJob): Promise<Loader> {
  const dsp = await loadDsp();
  const make = await makerOf(dsp, target);
  const cache = folder === null ? null : openCache(folder);
  const identity = identityOf(dsp, target);

  const kept = async (key: string, entry: CacheEntry<AboutFile>): Promise<LoadedFile> => {
    const cacheTrouble = cache
      ? await cache.write(key, entry).then(
          () => null,
          // A full disk, no right to write, no folder: whatever it is, the work goes on without.
          (error) => `${folder}: ${reasonOf(error)}`,
        )
      : null;
    return { ...entry, fromCache: false, cacheTrouble };
  };
  return {
    async load(path) {
      try {
        const bytes = await readBytes(path);
        const key = keyOf(identity, bytes);
        const found = await cache?.read<AboutFile>(key);
        if (found) return { ...found, fromCache: true, cacheTrouble: null };
        const { values, about } = await make(bytes, path);
        return await kept(key, { values, about, sha256: sha256OfValues(values) });
      } catch (error) {
        return { reason: reasonOf(error) };
      }
    },
  };
}

type Maker = (bytes: Uint8Array, path: string) => Promise<Omit<CacheEntry<AboutFile>, "sha256">>;

async function makerOf(dsp: Dsp, target: LoadTarget): Promise<Maker> {
  const sampleRate = target.kind === "features" ? target.input.features.sampleRate : target.sampleRate;
  const reader = await createAudioReader(sampleRate, dsp);
  const pipeline = target.kind === "features" ? createInputPipeline(dsp, target.input) : null;
  const fingerprinter = target.kind === "audit" || "audited" in target ? createFingerprinter(dsp) : null;
  const auditOf = (waveform: Waveform, print: Fingerprinter) => ({
    ...soundFacts(waveform),
    sha256: sha256OfValues(waveform.samples),
    fingerprint: encodeFingerprint(print.fingerprint(waveform)),
  });
  const aboutOf = ({ waveform, warnings }: LoadedAudio, length: number): AboutFile => ({
    length,
    seconds: waveform.samples.length / sampleRate,
    warnings,
    ...(fingerprinter && { audit: auditOf(waveform, fingerprinter) }),
  });
  return async (bytes, path) => {
    const loaded = await reader.decode(bytes, path);
    if (!pipeline) {
      const samples = loaded.waveform.samples as Float32Array<ArrayBuffer>;
      const values = target.kind === "audit" ? new Float32Array(0) : samples;
      return { values, about: aboutOf(loaded, samples.length) };
    }
    const { values, nFrames } = pipeline.frames(pipeline.condition(loaded.waveform));
    return { values: values as Float32Array<ArrayBuffer>, about: aboutOf(loaded, nFrames) };
  };
}

/** All but the file that decides the bits of a result: version, byte order, kernels, and what is asked for. */
function identityOf(dsp: Dsp, target: LoadTarget): string {
  const kernels = createHash("sha256").update(dspBytes()).digest("hex");
  const front = target.kind === "features" ? featureFingerprint(dsp, target.input) : "";
  return canonicalJson({ format: 1, version: VERSION, order: endianness(), kernels, front, target });
}

function keyOf(identity: string, bytes: Uint8Array): string {
  return createHash("sha256").update(identity).update("\n").update(bytes).digest("hex");
}
