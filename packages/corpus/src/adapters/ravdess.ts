import type { Emotion } from "@undertone/core";
import { type Adapter, unknownField } from "./adapter.ts";

const EMOTIONS: Readonly<Record<string, readonly [Emotion, string]>> = {
  "01": ["neutral", "neutral"],
  "02": ["calm", "calm"],
  "03": ["happy", "happy"],
  "04": ["sad", "sad"],
  "05": ["angry", "angry"],
  "06": ["fear", "fearful"],
  "07": ["disgust", "disgust"],
  "08": ["surprise", "surprised"],
};
const INTENSITIES: Readonly<Record<string, string>> = { "01": "normal", "02": "strong" };

const NAME = /^(\d\d)-(\d\d)-(\d\d)-(\d\d)-(\d\d)-(\d\d)-(\d\d)$/;

/**
 * RAVDESS: `03-01-EE-II-SS-RR-AA`, that is modality, vocal channel, emotion, intensity, statement, repetition, actor.
 * Only audio-only speech is read: the audio of a video (modality 01) is the same take again, and songs are no speech.
 *
 * Livingstone & Russo, PLoS ONE 13(5) e0196391, 2018.
 */
export const ravdess: Adapter = {
  name: "ravdess",
  corpus: "ravdess",
  pattern: "03-01-EE-II-SS-RR-AA, as 03-01-06-01-02-01-12",
  automatic: true,
  parse({ stem }) {
    const match = NAME.exec(stem);
    if (!match) return null;

    const [, modality, channel, emotion, intensity, statement, repetition, actor] = match;
    if (modality !== "03") return unknownField("modality", modality, "03 (audio only)");
    if (channel !== "01") return unknownField("vocal channel", channel, "01 (speech; 02 is song)");
    if (!(emotion in EMOTIONS)) return unknownField("emotion", emotion, "01 to 08");
    if (!(intensity in INTENSITIES)) return unknownField("intensity", intensity, "01 or 02");
    if (statement !== "01" && statement !== "02") return unknownField("statement", statement, "01 or 02");
    if (repetition !== "01" && repetition !== "02") return unknownField("repetition", repetition, "01 or 02");
    if (!(Number(actor) >= 1 && Number(actor) <= 24)) return unknownField("actor", actor, "01 to 24");
    return {
      speaker: actor,
      emotion: EMOTIONS[emotion][0],
      nativeLabel: EMOTIONS[emotion][1],
      text: `S${statement}`,
      intensity: INTENSITIES[intensity],
    };
  },
};
