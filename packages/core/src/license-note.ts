import type { TrainingSummary } from "./bundle.ts";

/** What is known of the terms under which corpora are published, by the name that Undertone gives them. */
const TERMS: Readonly<Record<string, string>> = {
  ravdess: "CC BY-NC-SA 4.0, not for commercial use without a license of its authors",
  "emo-db": "CC0 1.0 as audEERING publishes it",
  tess: "CC BY-NC-ND 4.0, neither for commercial use nor for works made of it",
  "crema-d": "Open Database License 1.0",
  savee: "for research, as its authors grant it",
  synthetic: "Undertone's own synthetic voices, free",
};

/** What whoever passes a model on should know: its weights were made from recordings that have terms of their own. */
export function licenseNote({ corpora }: Pick<TrainingSummary, "corpora">): string {
  if (corpora.every((corpus) => corpus === "synthetic")) {
    return "The weights were made from synthetic voices of Undertone's own: no recording's terms apply.";
  }
  const terms = corpora.map((corpus) => `${corpus} (${TERMS[corpus] ?? "terms of its own"})`);
  return `The weights were made from recordings of ${terms.join(", ")}; using or passing on the model may need what they ask for.`;
}
