import { type Bundle, decodeBundle, networkOf } from "@undertone/core";
import { createRecognizer, type Recognizer } from "@undertone/runtime";
import type { ModelCard } from "./services.ts";

/** A bundle in use. */
export interface OpenModel {
  bundle: Bundle;
  /** the bundle's file */
  bytes: Uint8Array;
  recognizer: Recognizer;
  card: ModelCard;
}

/** @throws BundleError if the bytes are no bundle, or one of another feature front end */
export async function openModel(bytes: Uint8Array, name: string): Promise<OpenModel> {
  const bundle = decodeBundle(bytes, name);
  return { bundle, bytes, recognizer: await createRecognizer(bundle, name), card: cardOf(bundle, name, bytes.length) };
}

function cardOf(bundle: Bundle, name: string, byteLength: number): ModelCard {
  const { labels, input, training } = bundle;
  const { nFrames, averageFrames, features } = input;
  return {
    name,
    byteLength,
    labels: [...labels],
    windowSeconds: (nFrames * averageFrames * features.hopLength) / features.sampleRate,
    sampleRate: features.sampleRate,
    nParameters: networkOf(bundle).nTrainable,
    training,
  };
}
