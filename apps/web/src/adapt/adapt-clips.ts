import { encodeBundle, sha256Hex, type Waveform } from "@undertone/core";
import type { Dsp } from "@undertone/kernels/dsp";
import { createEmbedder } from "@undertone/runtime";
import { type AdaptationClip, adapt, heldOutSummary, labelsAskedFor } from "@undertone/trainer";
import type { OpenModel } from "../recognizer/open-model.ts";
import { FileError, readAudio } from "../recognizer/read-audio.ts";
import type { AdaptAnswer, AdaptProgress, AdaptQuestion } from "./services.ts";

/**
 * Fits the last layer of a bundle to clips, as `undertone adapt` does. A clip that cannot be read is listed, and the rest goes on.
 *
 * @throws RangeError as `adapt` of @undertone/trainer
 */
export async function adaptClips(
  dsp: Dsp,
  { bundle, bytes }: OpenModel,
  { clips, labels }: AdaptQuestion,
  report: (progress: AdaptProgress) => void,
): Promise<AdaptAnswer> {
  const embedder = await createEmbedder(bytes);
  const read: AdaptationClip[] = [];
  const refused: AdaptAnswer["refused"] = [];
  for (const [i, { file, name, label }] of clips.entries()) {
    report({ doing: "reading", done: i, total: clips.length });
    try {
      const { waveform } = await readAudio(dsp, file, name, embedder.sampleRate);
      read.push({ name, label, waveform });
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      refused.push({ label, name, reason: error.message });
    }
  }
  const adaptation = await adapt(bundle, read, labels, {
    dsp,
    embed: (waveform: Waveform) => embedder.embed(waveform).embedding,
    onProgress: async (done, total) => report({ doing: "fitting", done, total }),
  });
  embedder.dispose();
  const file = new Uint8Array(encodeBundle(adaptation.bundle));
  const { counts, heldOut } = adaptation;
  const asked = labelsAskedFor(
    bundle.labels,
    read.map(({ label }) => label),
  );
  return {
    bundle: file,
    sha256: sha256Hex(file),
    labels: adaptation.bundle.labels,
    asCommand: asked.join("\n") === adaptation.bundle.labels.join("\n"),
    counts,
    summary: heldOut && heldOutSummary(heldOut, counts.length),
    heldOut: heldOut ?? [],
    refused,
  };
}
