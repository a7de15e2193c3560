/** The seven emotions, in the order of every confusion matrix and probability vector. */
export const LABELS = ["angry", "sad", "fear", "disgust", "happy", "neutral", "surprise"] as const;

export type Label = (typeof LABELS)[number];

/** Whether `text` is one of the seven labels, spelled as in `LABELS`. */
export function isLabel(text: string): text is Label {
  return (LABELS as readonly string[]).includes(text);
}
