import { sha256Hex } from "@undertone/core";
import { probabilityMeasures, tempered } from "../calibrated.ts";
import { judged, judgedByGroup } from "../judgement.ts";
import { auditSection } from "./audit-section.ts";
import { base64 } from "./base64.ts";
import { classTable, commonestMistake, confusionTable } from "./confusion-section.ts";
import { curvesSection } from "./curves-section.ts";
import { section } from "./figures.ts";
import { foldTable } from "./fold-table.ts";
import { corpusTable, speakerTable } from "./group-section.ts";
import { hardestSection } from "./hardest-section.ts";
import { headline } from "./headline.ts";
import { type Html, html, NOTHING, raw } from "./html.ts";
import { reliabilityFigure } from "./reliability-section.ts";
import type { ReportData } from "./report-data.ts";
import { foldsBySeed, predictionsOfSeeds, seedSection } from "./seed-section.ts";
import { STYLE } from "./style.ts";

/**
 * A judgement as one HTML page that holds all it needs: no script, no request (its own Content-Security-Policy forbids both),
 * charts as SVG, each with its numbers as a table. The protocol stands beside every heading under which there are numbers; of a
 * split that is not sound each says so. Every measure is computed here, from the predictions, so that whoever calls gets the
 * same bytes for the same data, in every engine.
 *
 * Of several seeds every measure is of all their predictions: the mean over seeds of what counts utterances, as the UAR.
 *
 * @throws RangeError without a fold, for a fold without predictions, for a wrong label or probability, or if seeds were tested on
 *   other utterances
 */
export function reportHtml(data: ReportData): string {
  const { folds, labels, seed, audit, facts, command } = data;
  if (folds.length === 0) throw new RangeError("folds has 0 entries, expected at least 1");
  const made = folds.flatMap(({ predictions }) => predictions);
  const judgement = judged(made, labels, seed);
  const { perSpeaker, perCorpus } = judgedByGroup(made, labels, seed);
  const calibrated = folds.every(({ temperature }) => temperature !== null)
    ? probabilityMeasures(folds.flatMap(({ predictions, temperature }) => tempered(predictions, temperature!.value)))
    : null;
  const label = protocolLabel(data);
  const mistake = commonestMistake(judgement.metrics);
  const curves = curvesSection(folds);
  const seeds = foldsBySeed(folds);

  const sections: [string, string, Html][] = [
    [
      "confusion",
      "What is taken for what",
      html`${
        mistake === ""
          ? NOTHING
          : html`<p>${mistake}</p>
`
      }${confusionTable(judgement.metrics)}${classTable(judgement.metrics)}`,
    ],
    ["speakers", "Whom it fails for", html`${speakerTable(perSpeaker)}${corpusTable(perCorpus)}`],
    ["reliability", "Whether it knows when it errs", reliability(data, judgement, calibrated)],
    ...(seeds.size > 1 ? [["seeds", "Seed by seed", seedSection(seeds, labels)] as [string, string, Html]] : []),
    ...(folds.length > 1 ? [["folds", "Fold by fold", foldTable(folds, labels)] as [string, string, Html]] : []),
    ...(curves === NOTHING ? [] : [["curves", "How it learned", curves] as [string, string, Html]]),
    ["hardest", "The hardest utterances", hardestSection(predictionsOfSeeds(seeds), labels, data.spectrograms)],
    ["audit", "What is on both sides of the split", auditSection(audit)],
  ];
  const links = [...sections, ["origin", "Where this comes from", NOTHING] as const].map(
    ([id, title]) => html`<li><a href="#${id}">${title}</a></li>
`,
  );
  const body = html`<body>
<svg class="patterns" aria-hidden="true" focusable="false"><defs><pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path d="M0 0V5"/></pattern></defs></svg>
<header>
<h1>${data.title}</h1>
${
  data.protocol.sound
    ? NOTHING
    : html`<p class="unsound-banner">Not a measure of recognition: ${data.protocol.label}. Do not quote these numbers without that.</p>
`
}${headline(data, judgement, calibrated, label, seeds.size)}
<nav aria-label="Sections"><ul>
${links}</ul></nav>
</header>
<main>
${sections.map(([id, title, content]) => section(id, title, label, content))}<section id="origin" aria-labelledby="origin-title">
<h2 id="origin-title">Where this comes from</h2>
<dl class="facts">
${facts.map(
  ([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>
`,
)}</dl>
<p>The command that repeats it:</p>
<pre>${command}</pre>
</section>
</main>
<footer>Written by Undertone. Intervals: 95 % bootstrap over speakers, seed ${seed}. This page holds all it shows and asks for nothing.</footer>
</body>`;
  return page(data, body).text;
}

/** The label that stands beside numbers. */
function protocolLabel({ protocol: { label, sound } }: ReportData): Html {
  return sound
    ? html`<span class="protocol">${label}</span>`
    : html`<span class="protocol unsound">NOT SOUND: ${label}</span>`;
}

function reliability(
  { folds }: ReportData,
  judgement: Parameters<typeof reliabilityFigure>[2],
  calibrated: Parameters<typeof reliabilityFigure>[2] | null,
): Html {
  const temperatures = folds.flatMap(({ temperature }) => temperature ?? []);
  const fitted = [...new Set(temperatures.map(({ fittedOn }) => fittedOn))];
  const values = temperatures.map(({ value }) => value);
  const range = `${Math.min(...values)} to ${Math.max(...values)}`;
  const told = calibrated
    ? `Temperatures ${folds.length > 1 ? range : values[0]}, fitted on ${fitted.length === 1 ? fitted[0] : "other folds' test sides, each by a model of neither fold"}; never on what is measured here.`
    : "The probabilities are measured as the model gives them.";
  const alike = foldsBySeed(folds).size > 1 ? "; of several seeds, whose answers are alike, chance gives more" : "";
  return html`<p>Of utterances recognized with 70 % confidence, 70 % should be right. Thick lines: how many were. Hatched: by how much that and the confidence differ. Below the axis: where the utterances are; a bar of fewer than 10 is empty. By chance alone: the error of a model that is right as often as it says, on so few utterances${alike}. ${told}</p>
<div class="pair">${reliabilityFigure("as-trained", "as trained", judgement)}${calibrated ? reliabilityFigure("tempered", "at its temperature", calibrated) : NOTHING}</div>
`;
}

function page({ title, protocol }: ReportData, body: Html): Html {
  const digest = sha256Hex(new TextEncoder().encode(STYLE));
  const bytes = Uint8Array.from({ length: 32 }, (_, i) => Number.parseInt(digest.slice(2 * i, 2 * i + 2), 16));
  const policy = `default-src 'none'; img-src data:; style-src 'sha256-${base64(bytes)}'; base-uri 'none'; form-action 'none'`;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${raw(policy)}">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${protocol.sound ? "" : "NOT SOUND: "}${title}</title>
<style>${raw(STYLE)}</style>
</head>
${body}
</html>
`;
}
