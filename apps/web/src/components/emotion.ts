const KNOWN = ["angry", "sad", "fear", "disgust", "happy", "neutral", "surprise"];

/**
 * The number of a label's color in tokens.css: emotions have their own, other labels one after another. Never the only sign of
 * a label: its name stands beside it.
 */
export function hueOf(label: string, index: number): number {
  const known = KNOWN.indexOf(label);
  return known >= 0 ? known : index % KNOWN.length;
}
