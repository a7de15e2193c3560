import type { Emotion } from "@undertone/core";
import type { Adapter } from "./adapter.ts";

const EMOTIONS: Readonly<Record<string, Emotion>> = {
  angry: "angry",
  disgust: "disgust",
  fear: "fear",
  happy: "happy",
  neutral: "neutral",
  ps: "surprise",
  sad: "sad",
};

const NAME = /^(OAF|YAF|OA)_([a-z]+)_(angry|disgust|fear|happy|neutral|ps|sad)$/;

/**
 * TESS: `OAF_word_emotion` and `YAF_word_emotion`, the older and the younger of two women; `ps` is pleasant surprise.
 * Folder names are irregular and not read. `OA_bite_neutral` is published without its F.
 *
 * Pichora-Fuller & Dupuis, doi:10.5683/SP2/E8H2MF, 2020.
 */
export const tess: Adapter = {
  name: "tess",
  corpus: "tess",
  pattern: "OAF_word_emotion or YAF_word_emotion, as OAF_back_angry",
  automatic: true,
  parse({ stem }) {
    const match = NAME.exec(stem);
    if (!match) return null;

    const [, speaker, word, emotion] = match;
    return {
      speaker: speaker === "OA" ? "OAF" : speaker,
      emotion: EMOTIONS[emotion],
      nativeLabel: emotion,
      text: word,
      intensity: null,
    };
  },
};
