import { writeWav } from "@undertone/audio";
import { isLabel, randomAt } from "@undertone/core";
import { drawVoice, synthesizeUtterance } from "@undertone/corpus";

/** Not the demo's, so that its model has never heard this voice. */
const SEED = 2027;
const TAKES = 5;
const N_SENTENCES = 4;

/** Five clips of one synthetic voice for each of the labels that it can express, as WAV files. */
export function synthesizedClips(
  labels: readonly string[],
): { label: string; name: string; wav: Uint8Array<ArrayBuffer> }[] {
  const voice = drawVoice(0, SEED);
  return labels.filter(isLabel).flatMap((label, i) =>
    Array.from({ length: TAKES }, (_, take) => {
      const random = randomAt(SEED, "synthesize", { epoch: 1, utterance: TAKES * i + take });
      const waveform = synthesizeUtterance({ voice, label, sentence: take % N_SENTENCES, sampleRate: 16_000, random });
      return { label, name: `take ${take + 1}.wav`, wav: writeWav(waveform) };
    }),
  );
}
