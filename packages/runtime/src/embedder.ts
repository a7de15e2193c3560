import { type Bundle, decodeBundle, networkOf, type Waveform } from "@undertone/core";
import { loadEngine } from "@undertone/kernels/engine";
import { loadProgram } from "./load-program.ts";
import { checkedProgram } from "./recognizer.ts";
import { recognizerOn } from "./recognizer-on.ts";

/** What a model makes of a waveform. */
export interface Embedding {
  /** [nEmbedding]: what the last layer is given, which tells the labels apart by a linear map of it */
  embedding: Float32Array<ArrayBuffer>;
  /** [nClasses] */
  probabilities: Float32Array<ArrayBuffer>;
}

/** A model that tells what it sees in a waveform, not only what it calls it. */
export interface Embedder {
  readonly nEmbedding: number;
  /** of the features, in Hz: waveforms of other rates are resampled to it */
  readonly sampleRate: number;
  /** @throws as a recognizer's `probabilities` */
  embed(waveform: Waveform): Embedding;
  /** Lets go of the memory; again is no error. */
  dispose(): void;
}

/**
 * Makes a bundle ready to embed, by the engine that recognizes.
 *
 * @param bundle  as decoded, or a bundle file's bytes
 * @param file    named in errors
 * @throws as `createRecognizer`
 */
export async function createEmbedder(bundle: Bundle | Uint8Array, file?: string): Promise<Embedder> {
  const opened = bundle instanceof Uint8Array ? decodeBundle(bundle, file) : bundle;
  const nEmbedding = networkOf(opened).layers.at(-1)!.input[2];
  const program = await checkedProgram(opened, file);
  const engine = await loadEngine();
  loadProgram(engine, program);
  const recognizer = recognizerOn(engine);
  return {
    nEmbedding,
    sampleRate: recognizer.sampleRate,
    embed(waveform) {
      const probabilities = recognizer.probabilities(waveform);
      const embedding = new Float32Array(engine.memory.buffer, engine.embedding(), nEmbedding).slice();
      return { embedding, probabilities };
    },
    dispose: recognizer.dispose,
  };
}
