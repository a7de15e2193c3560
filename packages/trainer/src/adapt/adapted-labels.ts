/**
 * What an adapted model tells apart: the labels given, those that the model knows first and in its order, then one's own by
 * code units.
 */
export function adaptedLabels(known: readonly string[], given: Iterable<string>): string[] {
  const labels = new Set(given);
  const own = [...labels].filter((label) => !known.includes(label)).sort();
  return [...known.filter((label) => labels.has(label)), ...own];
}

/**
 * The labels that clips of these labels ask for: all that the model knows where it knows them all, else just these, as who brings labels of
 * their own wants no others.
 */
export function labelsAskedFor(known: readonly string[], ofClips: readonly string[]): string[] {
  return ofClips.every((label) => known.includes(label)) ? [...known] : adaptedLabels(known, ofClips);
}
