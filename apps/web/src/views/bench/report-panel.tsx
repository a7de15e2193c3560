import type { JSX } from "preact";
import { useState } from "preact/hooks";
import type { BenchReport } from "../../bench/services.ts";
import { Details } from "../../components/details.tsx";
import { counted, fileSize, percent } from "../../components/format.ts";
import { Icon } from "../../components/icon.tsx";
import { Table } from "../../components/table.tsx";
import { saveFile } from "../../files/save-file.ts";
import { grouped, milliseconds } from "./figures.ts";

/** What was measured: the figures, the stages, and all of it as JSON. */
export function ReportPanel({ report }: { report: BenchReport }): JSX.Element {
  const { machine, date, bundle, stages, recognition, clips, audioSeconds, rounds } = report;
  const whole = stages.find(({ share }) => share === null)!;
  return (
    <section class="bench-report" aria-label="What was measured">
      <p class="soft">
        {machine.browser}, {counted(machine.cores, "core")}, {new Date(date).toLocaleString()};{" "}
        {bundle.name === "built in" ? "the built-in bundle" : bundle.name}
      </p>
      <dl class="bench-figures">
        <Figure name="an answer" value={milliseconds(recognition.p50Ms)}>
          for {recognition.seconds.toFixed(1)} s of sound, {grouped(recognition.timesRealTime)} times real time
        </Figure>
        <Figure name="features alone" value={`${grouped(whole.timesRealTime)} ×`}>
          real time, from a 48 kHz file
        </Figure>
        <Figure name="ready" value={milliseconds(recognition.readyMs)}>
          from the bundle's bytes
        </Figure>
        <Figure name="memory" value={fileSize(1024 * recognition.memoryKiB)}>
          of Wasm, with all tables and weights
        </Figure>
      </dl>
      <div class="bench-tables">
        <StageTable report={report} />
        <RecognitionTable report={report} />
      </div>
      <p class="soft">
        {counted(clips, "clip")} of synthetic voices, {audioSeconds.toFixed(1)} s in all, medians of {rounds} rounds, by
        the clock on the wall, whose least step here is {report.clockStepMs.toFixed(3)} ms.
      </p>
      <Json report={report} />
    </section>
  );
}

function Figure({ name, value, children }: { name: string; value: string; children: unknown }): JSX.Element {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <strong>{value}</strong>
        <span class="soft">{children as JSX.Element}</span>
      </dd>
    </div>
  );
}

function StageTable({ report: { stages } }: { report: BenchReport }): JSX.Element {
  return (
    <Table
      class="bench-stages"
      caption="Features, stage by stage, for a clip"
      columns={["stage", "p50, ms", "p95, ms", "× real time", "share"]}
      rows={stages.map(({ stage, p50, p95, timesRealTime, share }) => ({
        name: stage,
        cells: [p50.toPrecision(3), p95.toPrecision(3), grouped(timesRealTime), share === null ? "" : percent(share)],
      }))}
    />
  );
}

function RecognitionTable({ report: { recognition } }: { report: BenchReport }): JSX.Element {
  const { seconds, runs, firstMs, p50Ms, p95Ms } = recognition;
  return (
    <Table
      caption={`Recognition of ${seconds.toFixed(1)} s, ${runs} times`}
      columns={["answer", "ms"]}
      rows={[
        { name: "p50", cells: [p50Ms.toPrecision(3)] },
        { name: "p95", cells: [p95Ms.toPrecision(3)] },
        { name: "the first", cells: [firstMs.toPrecision(3)] },
      ]}
    />
  );
}

/** All of it, with the names that `undertone bench --json` has. */
function Json({ report }: { report: BenchReport }): JSX.Element {
  const [copied, setCopied] = useState<"no" | "yes" | "refused">("no");
  const json = `${JSON.stringify(report, null, 2)}\n`;
  const copy = () =>
    navigator.clipboard.writeText(json).then(
      () => setCopied("yes"),
      () => setCopied("refused"),
    );
  return (
    <div class="bench-json">
      <div class="buttons">
        <button type="button" class="button small" onClick={() => void copy()}>
          <Icon name={copied === "yes" ? "check" : "file"} /> {copied === "yes" ? "Copied" : "Copy as JSON"}
        </button>
        <button
          type="button"
          class="button small"
          onClick={() => saveFile("undertone-bench.json", json, "application/json")}
        >
          <Icon name="download" /> Save as JSON
        </button>
      </div>
      {copied === "refused" && <p role="status">The browser does not let this page copy: save it, or take it below.</p>}
      <Details summary="As JSON">
        {() => (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
          <pre tabIndex={0} data-testid="json">
            {json}
          </pre>
        )}
      </Details>
    </div>
  );
}
