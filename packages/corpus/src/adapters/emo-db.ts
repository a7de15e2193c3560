import type { Emotion } from "@undertone/core";
import type { Adapter } from "./adapter.ts";

const EMOTIONS: Readonly<Record<string, Emotion>> = {
  W: "angry",
  L: "boredom",
  E: "disgust",
  A: "fear",
  F: "happy",
  T: "sad",
  N: "neutral",
};

const NAME = /^(\d\d)([ab]\d\d)([WLEAFTN])([a-z])$/;

/**
 * EMO-DB: `SSTTTEV`, that is speaker, text, emotion, version. The letters are the German words': Wut, Langeweile,
 * Ekel, Angst, Freude, Trauer, neutral.
 *
 * Burkhardt et al., Interspeech 2005, 1517-1520.
 */
export const emoDb: Adapter = {
  name: "emo-db",
  corpus: "emo-db",
  pattern: "SSTTTEV, as 03a01Wa",
  automatic: true,
  parse({ stem }) {
    const match = NAME.exec(stem);
    if (!match) return null;

    const [, speaker, text, emotion] = match;
    return { speaker, emotion: EMOTIONS[emotion], nativeLabel: emotion, text, intensity: null };
  },
};
