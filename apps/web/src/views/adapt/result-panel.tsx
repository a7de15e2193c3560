import type { JSX } from "preact";
import type { AdaptAnswer } from "../../adapt/services.ts";
import { Details } from "../../components/details.tsx";
import { counted, fileSize, percent } from "../../components/format.ts";
import { Icon } from "../../components/icon.tsx";
import { Notice } from "../../components/notice.tsx";
import { indexOfLargest } from "../../components/probability-bars.tsx";
import { Table } from "../../components/table.tsx";
import { saveFile } from "../../files/save-file.ts";

/** With fewer clips of a label, as `undertone adapt` has it. */
export const FEW_CLIPS = 5;

export interface ResultPanelProps {
  answer: AdaptAnswer;
  onUse(): void;
}

/** What the adaptation changed on clips that were left out, and the bundle. */
export function ResultPanel({ answer, onUse }: ResultPanelProps): JSX.Element {
  const { bundle, sha256, labels, asCommand, counts, summary, heldOut, refused } = answer;
  const few = labels.filter((_, i) => counts[i] > 0 && counts[i] < FEW_CLIPS);
  return (
    <section class="adapted" aria-labelledby="adapted-title">
      <h2 id="adapted-title">Your model</h2>
      {refused.length > 0 && (
        <Notice kind="warning" title={`${counted(refused.length, "clip")} could not be read`}>
          <ul class="adapt-refused">
            {refused.map(({ label, name, reason }) => (
              <li key={`${label}/${name}`}>
                {label}, {name}: {reason}
              </li>
            ))}
          </ul>
        </Notice>
      )}
      {summary ? (
        <>
          <dl class="adapt-figures">
            <div>
              <dt>before</dt>
              <dd>{summary.before ? percent(summary.before.uar) : "–"}</dd>
            </div>
            <div class="now">
              <dt>adapted</dt>
              <dd data-testid="adapted-uar">{percent(summary.after.uar)}</dd>
            </div>
          </dl>
          <p class="soft">
            The mean recall of the labels, each clip heard by a model that was adapted without it. A handful of clips of
            one voice and room: it tells of these, not of other people.
            {!summary.before && " Before, the model told other labels apart."}
          </p>
          <Table
            class="adapt-table"
            caption="Clips recognized by a model that never heard them"
            columns={["label", "clips", "before", "adapted"]}
            rows={labels.flatMap((label, i) =>
              counts[i] === 0
                ? []
                : [{ name: label, cells: [counts[i], summary.before?.right[i] ?? "–", summary.after.right[i]] }],
            )}
          />
          <Details summary="Each clip">
            {() => (
              <Table
                scrolls
                caption="What each clip is taken for by a model adapted without it"
                columns={["clip", "before", "adapted"]}
                rows={heldOut.map(({ name, label, before, after }) => ({
                  name: `${labels[label]}: ${name}`,
                  cells: [before ? takenFor(labels, before) : "–", takenFor(labels, after)],
                }))}
              />
            )}
          </Details>
        </>
      ) : (
        <Notice kind="info" title="Nothing was left out to measure on">
          <p>That takes two clips of each label that has any. Whether it became better, nobody knows yet.</p>
        </Notice>
      )}
      {few.length > 0 && (
        <Notice kind="warning" title="Few clips">
          <p>
            {few.join(", ")}: with fewer than {FEW_CLIPS} clips of a label, chance decides as much as the voice.
          </p>
        </Notice>
      )}
      <div class="buttons">
        <button type="button" class="button primary" onClick={onUse}>
          <Icon name="check" /> Use it in Recognize
        </button>
        <button type="button" class="button" onClick={() => saveFile("adapted.undertone", bundle)}>
          <Icon name="download" /> adapted.undertone, {fileSize(bundle.length)}
        </button>
      </div>
      <p class="soft">
        It says of itself that it was adapted on{" "}
        {counted(
          counts.reduce((a, b) => a + b),
          "clip",
        )}{" "}
        of yours, and that what was measured before is no longer valid.{" "}
        {asCommand && (
          <>
            The same clips, in a folder for each label, give <code>npx undertone adapt FOLDER --model MODEL</code> the
            same file.{" "}
          </>
        )}
        SHA-256 <code data-testid="adapted-sha256">{sha256}</code>
      </p>
    </section>
  );
}

function takenFor(labels: readonly string[], probabilities: readonly number[]): string {
  const best = indexOfLargest(probabilities);
  return `${labels[best]} ${percent(probabilities[best])}`;
}
