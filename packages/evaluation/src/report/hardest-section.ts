import type { Prediction } from "../prediction.ts";
import { base64 } from "./base64.ts";
import { percent } from "./figures.ts";
import { type Html, html } from "./html.ts";
import { type LogMel, spectrogramPng } from "./spectrogram-png.ts";

/**
 * The utterances a report shows: of those not recognized the ones whose true label was held least probable, the worst first; of
 * equal ones that with the lesser path.
 */
export function hardestUtterances<P extends Prediction>(made: readonly P[], count = 12): P[] {
  const held = (one: P) => one.probabilities[one.truth];
  return made
    .filter(({ truth, predicted }) => truth !== predicted)
    .sort((a, b) => held(a) - held(b) || (a.path < b.path ? -1 : 1))
    .slice(0, count);
}

/** Each with its spectrogram, where there is one. */
export function hardestSection(
  made: readonly Prediction[],
  labels: readonly string[],
  spectrograms: ReadonlyMap<string, LogMel>,
): Html {
  const hardest = hardestUtterances(made);
  if (hardest.length === 0)
    return html`<p>Every utterance was recognized.</p>
`;
  return html`<p>What the model held least probable and was so. A mistake here may be the model's, the actor's or the label's: listen.</p>
<ol class="hardest">
${hardest.map((one) => itemOf(one, labels, spectrograms.get(one.path)))}</ol>
`;
}

function itemOf(
  { path, speaker, truth, predicted, probabilities }: Prediction,
  labels: readonly string[],
  logMel?: LogMel,
): Html {
  const meant = `${labels[truth]} (${percent(probabilities[truth])} %)`;
  const heard = `${labels[predicted]} (${percent(probabilities[predicted])} %)`;
  return html`<li>${logMel ? imageOf(logMel) : html`<p class="missing">recording not at hand</p>`}
<p><strong>${meant}</strong> recognized as <strong>${heard}</strong><br><span class="path">${path}</span>${speaker === null ? "" : html`<br>${speaker}`}</p></li>
`;
}

function imageOf(logMel: LogMel): Html {
  const png = spectrogramPng(logMel);
  if (!png) return html`<p class="missing">no frame</p>`;
  const { bytes, width, height } = png;
  const seconds = logMel.duration.toFixed(1);
  return html`<img src="data:image/png;base64,${base64(bytes)}" width="${width}" height="${height}" alt="Log-mel spectrogram, ${seconds} s">`;
}
