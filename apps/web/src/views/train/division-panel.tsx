import {
  type CorpusAudit,
  type Duplicate,
  LEAK_WORDS,
  LEAKS,
  type PathReason,
  PROMISED,
  type SplitAudit,
} from "@undertone/corpus";
import type { JSX } from "preact";
import { Details } from "../../components/details.tsx";
import { counted, percent } from "../../components/format.ts";
import { Notice } from "../../components/notice.tsx";
import { Table } from "../../components/table.tsx";
import type { DivisionTable, TrainingChoice } from "../../training/services.ts";
import { sidesText } from "./sides-text.ts";

export interface DivisionPanelProps {
  division: DivisionTable | { error: string } | null;
  choice: TrainingChoice;
}

/** How a corpus is divided, whom the numbers will hold for, and what the audit found. */
export function DivisionPanel({ division, choice }: DivisionPanelProps): JSX.Element {
  if (!division) return <p class="soft">Dividing the corpus…</p>;
  if ("error" in division) {
    return (
      <Notice kind="error" title="The corpus cannot be divided like this">
        <p>{division.error}</p>
      </Notice>
    );
  }
  const { protocolLabel, folds, audit, unsound } = division;
  const isLeaky = choice.protocol === "leaky";
  const which = folds.length === 1 ? "" : `${choice.allFolds ? "Each" : "The first"} of ${folds.length} folds: `;
  return (
    <div class="division">
      <p>
        <span class={isLeaky || unsound ? "protocol unsound" : "protocol"}>{protocolLabel}</span>
      </p>
      <p>
        {which}
        {sidesText(folds[0], choice.protocol)}
        {choice.allFolds && folds.length > 1 && ", as in the first"}.
      </p>
      {isLeaky && (
        <p class="caution">
          Copies of what is tested will be trained on, as behind published figures near 96 %. The numbers will say
          nothing of new speech.
        </p>
      )}
      {unsound !== null && (
        <Notice kind="error" title="The audit has found what must not be there">
          <pre>{unsound}</pre>
        </Notice>
      )}
      {audit.split && <SplitTable split={audit.split} />}
      <FilesFound files={audit.files} />
    </div>
  );
}

function SplitTable({ split }: { split: SplitAudit }): JSX.Element {
  const { protocol, nTested, leaks, broken } = split;
  const verdict = (leak: (typeof LEAKS)[number]) => {
    if (broken.includes(leak)) return { text: "unsound", class: "broken" };
    return PROMISED[protocol].includes(leak) ? "none, as promised" : "not promised";
  };
  const title =
    broken.length === 0 && PROMISED[protocol].length > 0
      ? "The audit: nothing on both sides that must not be"
      : `The audit of ${counted(nTested, "test utterance")}`;
  return (
    <Details summary={title}>
      {() => (
        <Table
          class="audit"
          caption={`Of ${counted(nTested, "test utterance")} so many have in training`}
          columns={["what", "utterances", "share", "verdict"]}
          rows={LEAKS.map((leak) => ({
            name: LEAK_WORDS[leak],
            cells: [leaks[leak].count, percent(leaks[leak].share), verdict(leak)],
          }))}
        />
      )}
    </Details>
  );
}

/** What is wrong, or looks wrong, with the recordings themselves. */
function FilesFound({ files }: { files: CorpusAudit["files"] }): JSX.Element | null {
  const { duplicates, silent, clipped, odd } = files;
  const found = [
    ...duplicates.map(duplicateText),
    ...silent.map((path) => `${path}: silent`),
    ...[...clipped, ...odd].map(({ path, reason }: PathReason) => `${path}: ${reason}`),
  ];
  if (found.length === 0) return null;
  return (
    <Details summary={`${counted(found.length, "recording")} to look at: copies, silence, odd length or level`}>
      {() => (
        <ul class="refused">
          {found.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
    </Details>
  );
}

function duplicateText({ paths, kind, labels }: Duplicate): string {
  const how = kind === "samples" ? "equal samples" : "the same sound, other samples";
  return `${paths.join(" = ")}: ${how}; ${labels.join(", ")}`;
}
