// What a handful of clips of a voice that a model never heard changes for the rest of that voice, by how strongly its last layer is
// held towards what it was: for each speaker, the first clips of each label adapt it and the others test it.
// Usage: node --conditions=@undertone/source --import tsx apps/cli/scripts/adaptation-strength.ts MODEL CORPUS_FOLDER
import { join } from "node:path";
import { readCorpus } from "@undertone/corpus";
import { confusionMatrix, uar } from "@undertone/evaluation";
import { loadDsp } from "@undertone/kernels/dsp";
import { createEmbedder, createRecognizer } from "@undertone/runtime";
import { type AdaptationClip, adapt } from "@undertone/trainer";
import { createAudioReader } from "../src/files/audio-reader.ts";
import { readBundle } from "../src/files/read-bundle.ts";
import { walk } from "../src/files/walk.ts";

const STRENGTHS = [0.01, 0.03, 0.1, 0.3, 1, 3];
const CLIPS_A_LABEL = [2, 5, 10];
const MOST_OF_A_LABEL = 24;

const [model, folder] = process.argv.slice(2);
const bundle = await readBundle(model);
const dsp = await loadDsp();
const embedder = await createEmbedder(bundle, model);
const reader = await createAudioReader(embedder.sampleRate, dsp);
const { utterances } = readCorpus(await walk(folder, new AbortController().signal));

/** The mean recall of the labels, in percent. */
async function recall(of: typeof bundle, clips: readonly AdaptationClip[]): Promise<number> {
  const recognizer = await createRecognizer(of);
  const heard = clips.map(({ waveform }) => recognizer.labels.indexOf(recognizer.recognize(waveform)[0].label));
  const truth = clips.map(({ label }) => recognizer.labels.indexOf(label));
  recognizer.dispose();
  return 100 * uar(confusionMatrix(truth, heard, recognizer.labels.length));
}

for (const speaker of new Set(utterances.map((one) => one.speaker))) {
  const byLabel = bundle.labels.map((label) => {
    const own = utterances.filter((one) => one.speaker === speaker && one.label === label);
    const step = Math.max(1, own.length / MOST_OF_A_LABEL);
    return Array.from({ length: Math.min(own.length, MOST_OF_A_LABEL) }, (_, i) => own[Math.floor(i * step)]);
  });
  const clips: AdaptationClip[][] = [];
  for (const own of byLabel) {
    const read: AdaptationClip[] = [];
    for (const { path, label } of own)
      read.push({ name: path, label, waveform: (await reader.read(join(folder, path))).waveform });
    clips.push(read);
  }
  const most = Math.max(...CLIPS_A_LABEL);
  const test = clips.flatMap((own) => own.slice(most));
  console.log(`${speaker}: ${test.length} clips to test, UAR before ${(await recall(bundle, test)).toFixed(1)} %`);
  for (const count of CLIPS_A_LABEL) {
    const few = clips.flatMap((own) => own.slice(0, count));
    const recalls: string[] = [];
    for (const strength of STRENGTHS) {
      const embed = (waveform: AdaptationClip["waveform"]) => embedder.embed(waveform).embedding;
      const adapted = await adapt(bundle, few, bundle.labels, { dsp, embed, strength });
      recalls.push(`${strength}: ${(await recall(adapted.bundle, test)).toFixed(1)}`);
    }
    console.log(`  ${count} clips a label, UAR by strength ${recalls.join(", ")}`);
  }
}
