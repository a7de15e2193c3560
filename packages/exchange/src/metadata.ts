import { type Bundle, canonicalJson, licenseNote } from "@undertone/core";

/**
 * What a file of another format tells of a bundle beside its weights, as texts by name: "labels" and "input" are the JSON of
 * the bundle's own fields, "training" that of its summary, so that no number is without its protocol; "inputMean" and
 * "inputStandardDeviation" are there where the network's input is normalized by them before it comes in.
 */
export function exchangeMetadata(bundle: Bundle): Record<string, string> {
  const { labels, input, featuresSha256, training, tensors } = bundle;
  const listed = (name: string) => JSON.stringify(Array.from(tensors.get(name) ?? []));
  return {
    labels: JSON.stringify(labels),
    input: canonicalJson(input),
    ...(input.normalization === "training" && {
      inputMean: listed("input.mean"),
      inputStandardDeviation: listed("input.standardDeviation"),
    }),
    featuresSha256,
    training: canonicalJson(training),
    license: licenseNote(training),
  };
}
