import type { Emotion } from "@undertone/core";

/** What becomes of the emotions that are not among the seven labels; "own": each is a label of its own. */
export interface EmotionOptions {
  /** default "neutral": RAVDESS's calm is what the seven-class numbers in the literature count as neutral */
  calm?: "neutral" | "own" | "drop" | undefined;
  /** default "drop": EMO-DB's boredom has no counterpart elsewhere */
  boredom?: "drop" | "neutral" | "sad" | "own" | undefined;
}

/** The words that name an emotion, as folders and manifests spell them: lower case, one space between words. */
export const EMOTION_WORDS: Readonly<Record<Emotion, readonly string[]>> = {
  angry: ["angry", "anger"],
  sad: ["sad", "sadness"],
  fear: ["fear", "fearful", "afraid"],
  disgust: ["disgust", "disgusted"],
  happy: ["happy", "happiness", "joy", "joyful"],
  neutral: ["neutral", "neutrality"],
  surprise: ["surprise", "surprised", "pleasant surprise", "pleasant surprised"],
  calm: ["calm", "calmness"],
  boredom: ["boredom", "bored"],
};

const emotionOf = new Map(
  Object.entries(EMOTION_WORDS).flatMap(([emotion, words]) => words.map((word) => [word, emotion as Emotion] as const)),
);

/** The emotion that `word` names, in any case and with "_", "-" or space between words; null if it names none. */
export function emotionNamed(word: string): Emotion | null {
  return (
    emotionOf.get(
      word
        .trim()
        .toLowerCase()
        .replaceAll(/[\s_-]+/g, " "),
    ) ?? null
  );
}

/**
 * The label that an emotion counts as.
 *
 * @returns a label, or the reason why the utterance is left out
 * @throws RangeError if an option is none of its values
 */
export function labelOf(emotion: Emotion, options: EmotionOptions): Emotion | { reason: string } {
  const calm = chosen("calm", options.calm ?? "neutral", ["neutral", "own", "drop"]);
  const boredom = chosen("boredom", options.boredom ?? "drop", ["drop", "neutral", "sad", "own"]);
  if (emotion !== "calm" && emotion !== "boredom") return emotion;

  const label = emotion === "calm" ? calm : boredom;
  if (label === "own") return emotion;
  return label === "drop" ? { reason: `${emotion} is none of the seven labels (option ${emotion}: "drop")` } : label;
}

function chosen<T extends string>(name: string, value: T, values: readonly T[]): T {
  if (values.includes(value)) return value;
  throw new RangeError(`${name} is "${value}", expected ${values.map((one) => `"${one}"`).join(" or ")}`);
}
