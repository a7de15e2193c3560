/** The seven emotions, in the order of every confusion matrix and probability vector. */
export const LABELS = ["angry", "sad", "fear", "disgust", "happy", "neutral", "surprise"] as const;

export type Label = (typeof LABELS)[number];

/**
 * All that may be a label: the seven, then what only some corpora have. An utterance has one of the latter as its label only
 * where the reader of a corpus was told to keep it apart.
 */
export const EMOTIONS: readonly [...typeof LABELS, "calm", "boredom"] = [...LABELS, "calm", "boredom"];

export type Emotion = (typeof EMOTIONS)[number];

/** The emotions that occur among `labels`, in the order of `EMOTIONS`. */
export function occurring(labels: Iterable<Emotion>): Emotion[] {
  const present = new Set(labels);
  return EMOTIONS.filter((emotion) => present.has(emotion));
}

/** Whether `text` is one of the seven labels, spelled as in `LABELS`. */
export function isLabel(text: string): text is Label {
  return (LABELS as readonly string[]).includes(text);
}
