import type { JSX } from "preact";
import { Details } from "../../components/details.tsx";
import { counted, duration } from "../../components/format.ts";
import { RefusedFiles } from "../../components/refused-files.tsx";
import { Table } from "../../components/table.tsx";
import type { CorpusTable } from "../../training/services.ts";

/** What a corpus holds, who speaks, and what had to be left out. */
export function CorpusPanel({ corpus }: { corpus: CorpusTable }): JSX.Element {
  const { name, labels, speakers, nUtterances, seconds, refused, nIgnored } = corpus;
  return (
    <section class="corpus" aria-labelledby="corpus-title">
      <h2 id="corpus-title">{name}</h2>
      <p>
        {counted(nUtterances, "utterance")} of{" "}
        {speakers.length > 0 ? counted(speakers.length, "speaker") : "unknown speakers"}, {duration(seconds)};{" "}
        {labels.join(", ")}
      </p>
      {corpus.synthetic && (
        <p class="caution">
          These voices are made by a formula: they show that all parts work, not how well on speech.
        </p>
      )}
      <RefusedFiles files={refused} />
      {nIgnored > 0 && <p class="soft">{counted(nIgnored, "other file")} that hold no audio</p>}
      {speakers.length > 0 && (
        <Details summary="Utterances of each speaker">
          {() => (
            <Table
              scrolls
              caption="Utterances of each speaker, by emotion"
              columns={["speaker", ...labels]}
              rows={speakers.map((speaker) => ({ name: speaker.name, cells: speaker.counts }))}
            />
          )}
        </Details>
      )}
    </section>
  );
}
