import { emotionNamed } from "../emotion.ts";
import type { Adapter, Reading } from "./adapter.ts";

/**
 * A folder per label, `angry/x.wav`, in the words of `EMOTION_WORDS`. Speakers are unknown, so such a corpus can only be
 * divided by clips; `folderSpeaker` or a manifest names them.
 */
export const folder: Adapter = {
  name: "folder",
  corpus: "folder",
  pattern: "label/file, as angry/take-1.wav",
  automatic: true,
  parse: ({ folders }) => reading(folders.at(-1), null),
};

/**
 * A folder per label and in it one per speaker, `angry/anna/x.wav`. Never tried unless named: taking a folder of takes
 * for a speaker would put the same voice on both sides of a split.
 */
export const folderSpeaker: Adapter = {
  name: "folder-speaker",
  corpus: "folder",
  pattern: "label/speaker/file, as angry/anna/take-1.wav",
  automatic: false,
  parse: ({ folders }) => reading(folders.at(-2), folders.at(-1) ?? null),
};

function reading(label: string | undefined, speaker: string | null): Reading | null {
  const emotion = emotionNamed(label ?? "");
  return emotion && { speaker, emotion, nativeLabel: label!, text: null, intensity: null };
}
