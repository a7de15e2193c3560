import type { Prediction } from "./prediction.ts";

/**
 * What several models say together: the mean of their probabilities, in which the likeliest label is predicted, the first of
 * equally likely. Asking n models costs n times the time and the size of one.
 *
 * @param members  predictions of the same utterances by each model, in any order
 * @returns        in the order of the first
 * @throws RangeError without models, or if one tested other utterances, or knows another truth of them, than the first
 */
export function ensemblePredictions(members: readonly (readonly Prediction[])[]): Prediction[] {
  if (members.length === 0) throw new RangeError("members has 0 models, expected at least 1");
  const [first] = members;
  const byPath = members.map((made) => new Map(made.map((one) => [one.path, one])));
  for (const [i, known] of byPath.entries()) {
    const stranger = first.find(({ path, truth }) => known.get(path)?.truth !== truth);
    if (known.size !== first.length || stranger) {
      throw new RangeError(
        `members[${i}] has ${known.size} utterances, expected the ${first.length} of the first, with the same labels`,
      );
    }
  }
  return first.map((one) => {
    const rows = byPath.map((known) => known.get(one.path)!.probabilities);
    const probabilities = one.probabilities.map((_, k) => rows.reduce((sum, row) => sum + row[k], 0) / rows.length);
    return { ...one, probabilities, predicted: probabilities.indexOf(Math.max(...probabilities)) };
  });
}
