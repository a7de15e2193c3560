import type { JSX } from "preact";
import { counted, duration } from "../../components/format.ts";
import { Notice } from "../../components/notice.tsx";
import type { CorpusTable } from "../../training/services.ts";

/** What a corpus holds, who speaks, and what had to be left out. */
export function CorpusPanel({ corpus }: { corpus: CorpusTable }): JSX.Element {
  const { name, labels, speakers, nUtterances, seconds, refused, nIgnored } = corpus;
  return (
    <section class="corpus" aria-labelledby="corpus-title">
      <h2 id="corpus-title">{name}</h2>
      <p>
        {counted(nUtterances, "utterance")} of {counted(speakers.length, "speaker")}, {duration(seconds)};{" "}
        {labels.join(", ")}
      </p>
      {corpus.synthetic && (
        <p class="caution">
          These voices are made by a formula: they show that all parts work, not how well on speech.
        </p>
      )}
      {refused.length > 0 && (
        <Notice kind="warning" title={`${counted(refused.length, "file")} left out`}>
          <details>
            <summary>Which, and why</summary>
            <ul class="refused">
              {refused.map(({ path, reason }) => (
                <li key={path}>
                  {path}: {reason}
                </li>
              ))}
            </ul>
          </details>
        </Notice>
      )}
      {nIgnored > 0 && <p class="soft">{counted(nIgnored, "other file")} that hold no audio</p>}
      {speakers.length > 0 && (
        <details>
          <summary>Utterances of each speaker</summary>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: scrolled by keyboard */}
          <div class="scroll" tabIndex={0}>
            <table class="counts">
              <caption>Utterances of each speaker, by emotion</caption>
              <thead>
                <tr>
                  <th scope="col">speaker</th>
                  {labels.map((label) => (
                    <th key={label} scope="col">
                      {label}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {speakers.map(({ name: speaker, counts }) => (
                  <tr key={speaker}>
                    <th scope="row">{speaker}</th>
                    {counts.map((count, i) => (
                      <td key={labels[i]}>{count}</td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </details>
      )}
    </section>
  );
}
