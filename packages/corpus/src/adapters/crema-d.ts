import type { Emotion } from "@undertone/core";
import { type Adapter, unknownField } from "./adapter.ts";

const EMOTIONS: Readonly<Record<string, Emotion>> = {
  ANG: "angry",
  DIS: "disgust",
  FEA: "fear",
  HAP: "happy",
  NEU: "neutral",
  SAD: "sad",
};
const SENTENCES = "IEO TIE IOM IWW TAI MTI IWL ITH DFA ITS TSI WSI".split(" ");
const INTENSITIES: Readonly<Record<string, string | null>> = {
  LO: "low",
  MD: "medium",
  HI: "high",
  XX: null,
  // 1040_ITH_SAD_X is published so.
  X: null,
};

const SAME_AUDIO = "the same audio is published under two labels";
const KNOWN_BAD: Readonly<Record<string, string>> = {
  "1076_MTI_SAD_XX": "the recording is silent",
  "1006_TIE_HAP_XX": SAME_AUDIO,
  "1006_TIE_NEU_XX": SAME_AUDIO,
  "1013_WSI_DIS_XX": SAME_AUDIO,
  "1013_WSI_SAD_XX": SAME_AUDIO,
  "1017_IWW_ANG_XX": SAME_AUDIO,
  "1017_IWW_FEA_XX": SAME_AUDIO,
};

const NAME = /^(\d{4})_([A-Z]{3})_([A-Z]{3})_([A-Z]{1,2})$/;

/**
 * CREMA-D: `AAAA_SSS_EEE_LL`, that is actor (1001 to 1091), sentence, emotion, level. Recordings known to be silent or
 * published under two labels are dropped, both of a pair: nothing says which label is right.
 *
 * Cao et al., IEEE Transactions on Affective Computing 5(4) 377-390, 2014.
 */
export const cremaD: Adapter = {
  name: "crema-d",
  corpus: "crema-d",
  pattern: "AAAA_SSS_EEE_LL, as 1001_DFA_ANG_XX",
  automatic: true,
  parse({ stem }) {
    const match = NAME.exec(stem);
    if (!match) return null;

    const [, actor, sentence, emotion, level] = match;
    if (!(Number(actor) >= 1001 && Number(actor) <= 1091)) return unknownField("actor", actor, "1001 to 1091");
    if (!SENTENCES.includes(sentence)) return unknownField("sentence", sentence, SENTENCES.join(", "));
    if (!(emotion in EMOTIONS)) return unknownField("emotion", emotion, Object.keys(EMOTIONS).join(", "));
    if (!(level in INTENSITIES)) return unknownField("level", level, "LO, MD, HI or XX");
    if (stem in KNOWN_BAD) return { refusal: "dropped", reason: KNOWN_BAD[stem] };
    return {
      speaker: actor,
      emotion: EMOTIONS[emotion],
      nativeLabel: emotion,
      text: sentence,
      intensity: INTENSITIES[level],
    };
  },
};
