import type { Prediction, ReportData } from "@undertone/evaluation";

/** A prediction that holds its label for `p` likely and shares the rest evenly; of three labels. */
export function prediction(
  path: string,
  speaker: string | null,
  truth: number,
  predicted: number,
  p = 0.6,
): Prediction {
  const probabilities = [0, 1, 2].map((label) => (label === predicted ? p : (1 - p) / 2));
  return { path, corpus: "corpus-a", speaker, truth, predicted, probabilities };
}

/** The report of two folds of two speakers each; `changes` replace fields. */
export function smallReport(changes: Partial<ReportData> = {}): ReportData {
  const side = (speakers: string[]) =>
    speakers.flatMap((speaker) =>
      [0, 1, 2, 0, 1, 2].map((truth, i) =>
        prediction(`${speaker}/${i}.wav`, speaker, truth, i === 4 ? 2 : truth, 0.5 + i / 20),
      ),
    );
  const history = [1, 2, 3].map((epoch) => ({
    epoch,
    trainingLoss: 2 / epoch,
    validation: { loss: 1, uar: epoch / 4 },
  }));
  return {
    title: "corpus-a, recipe small",
    protocol: { label: "speaker (unseen voices)", sound: true },
    cautions: [],
    labels: ["angry", "sad", "neutral"],
    seed: 1,
    folds: [
      {
        name: "speaker-1",
        seed: 1,
        predictions: side(["anna", "ben"]),
        temperature: { value: 1.25, fittedOn: "the validation side" },
        history,
        keptEpoch: 3,
      },
      {
        name: "speaker-2",
        seed: 1,
        predictions: side(["cleo", "dan"]),
        temperature: { value: 0.75, fittedOn: "the validation side" },
        history,
        keptEpoch: 2,
      },
    ],
    baselines: [{ name: "majority", uar: 1 / 3, accuracy: 0.4 }],
    audit: [{ name: "same speaker", share: 0.125, promised: true, examples: ["anna/1.wav and anna/9.wav"] }],
    facts: [["recipe", "small, seed 1"]],
    command: "undertone train corpus-a",
    spectrograms: new Map(),
    ...changes,
  };
}
