import {
  auditFindings,
  cautionsOf,
  hardestUtterances,
  type LogMel,
  majorityConfusion,
  metricsOf,
  reportHtml,
  SPECTROGRAM_FEATURES,
} from "@undertone/evaluation";
import type { Dsp } from "@undertone/kernels/dsp";
import { createExtractor } from "@undertone/kernels/features";
import { lengthText, recipeSha256 } from "@undertone/trainer";
import manifest from "../../package.json" with { type: "json" };
import { isSound } from "./divide.ts";
import type { FinishedRun } from "./train-run.ts";

/**
 * The report of a run as `undertone train` writes it: one HTML file that loads nothing.
 *
 * @param command  what repeats the run
 */
export function htmlOf(dsp: Dsp, { corpus, divided, folds, report }: FinishedRun, command: string): string {
  const { recipe, plan, protocolLabel, audit } = divided;
  const { table } = corpus;
  const { labels } = report;
  const made = folds.flatMap(({ predictions }) => predictions);
  const { uar, accuracy } = metricsOf(
    majorityConfusion(
      folds.map(({ predictions }, i) => ({
        train: divided.folds[i].train.map(({ label }) => labels.indexOf(label)),
        test: predictions.map(({ truth }) => truth),
      })),
      labels.length,
    ),
    labels,
  );
  return reportHtml({
    title: `${table.corpora.join(", ")}, recipe ${recipe.name}`,
    protocol: { label: protocolLabel, sound: isSound(divided) },
    cautions: cautionsOf(plan.protocol, table.synthetic),
    labels,
    seed: recipe.seed,
    folds: folds.map(({ result, predictions, history }) => ({
      name: result.name,
      seed: recipe.seed,
      predictions,
      temperature: result.calibration && {
        value: result.calibration.temperature,
        fittedOn: result.calibration.fittedOn,
      },
      history,
      keptEpoch: result.keptEpoch,
    })),
    baselines: [{ name: "always the commonest emotion", uar, accuracy }],
    audit: auditFindings(audit.split),
    facts: [
      [
        "corpora",
        `${table.corpora.join(", ")}: ${made.length} utterances tested, ${table.speakers.length} known speakers`,
      ],
      ["folder", table.name],
      ["recipe", `${recipe.name}, ${lengthText(recipe)}, seed ${recipe.seed}`],
      ["recipe SHA-256", recipeSha256(recipe)],
      ...folds.map(({ result }): [string, string] => [`weights SHA-256, ${result.name}`, result.weightsSha256]),
      ...(report.final ? [["weights SHA-256, final model", report.final.weightsSha256] as [string, string]] : []),
      ["Undertone", manifest.version],
    ],
    command,
    spectrograms: hardestSpectrograms(dsp, made, corpus),
  });
}

function hardestSpectrograms(
  dsp: Dsp,
  made: Parameters<typeof hardestUtterances>[0],
  { recordings }: FinishedRun["corpus"],
): Map<string, LogMel> {
  const extractor = createExtractor(dsp, SPECTROGRAM_FEATURES);
  const { nMels, sampleRate } = SPECTROGRAM_FEATURES;
  const waveforms = new Map(recordings.map(({ path, waveform }) => [path, waveform]));
  return new Map(
    hardestUtterances(made).flatMap(({ path }) => {
      const samples = waveforms.get(path)?.samples;
      if (!samples) return [];
      return [[path, { ...extractor.extract(samples), nMels, duration: samples.length / sampleRate }] as const];
    }),
  );
}
