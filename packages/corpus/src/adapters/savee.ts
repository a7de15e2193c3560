import type { Emotion } from "@undertone/core";
import type { Adapter } from "./adapter.ts";

const EMOTIONS: Readonly<Record<string, Emotion>> = {
  a: "angry",
  d: "disgust",
  f: "fear",
  h: "happy",
  n: "neutral",
  sa: "sad",
  su: "surprise",
};

const SPEAKER = /^(DC|JE|JK|KL)$/;
const NAME = /^(DC|JE|JK|KL)_(a|d|f|h|n|sa|su)(\d\d)$/;

/**
 * SAVEE: `DC_a01`, or `a01` in a folder `DC`: one of four men, emotion, sentence. The sentence is known by emotion and
 * number, as published; three sentences that all emotions share are not told apart from the others.
 *
 * Jackson & Haq, Surrey Audio-Visual Expressed Emotion, 2014.
 */
export const savee: Adapter = {
  name: "savee",
  corpus: "savee",
  pattern: "DC_a01, or a01 in a folder DC",
  automatic: true,
  parse({ stem, folders }) {
    const folder = folders.at(-1) ?? "";
    const named = NAME.test(stem) || !SPEAKER.test(folder) ? stem : `${folder}_${stem}`;
    const match = NAME.exec(named);
    if (!match) return null;

    const [, speaker, emotion, sentence] = match;
    return {
      speaker,
      emotion: EMOTIONS[emotion],
      nativeLabel: emotion,
      text: `${emotion}${sentence}`,
      intensity: null,
    };
  },
};
