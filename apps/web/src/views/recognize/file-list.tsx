import type { JSX } from "preact";
import { hueOf } from "../../components/emotion.ts";
import { counted, percent } from "../../components/format.ts";
import { Icon } from "../../components/icon.tsx";
import { memo } from "../../components/memo.ts";
import { indexOfLargest } from "../../components/probability-bars.tsx";
import { downloadCsv } from "./download-csv.ts";
import type { Item } from "./queue.ts";

export interface FileListProps {
  items: readonly Item[];
  labels: readonly string[];
  selected: number | null;
  stopped: boolean;
  onSelect(id: number): void;
  onStop(): void;
  onResume(): void;
  onClear(): void;
}

/** All files with what was recognized, or why not; how far it is, and what can be done about it. */
export function FileList(props: FileListProps): JSX.Element {
  const { items, labels, selected, stopped, onSelect, onStop, onResume, onClear } = props;
  const count = (...kinds: Item["status"]["kind"][]) =>
    items.filter(({ status }) => kinds.includes(status.kind)).length;
  const nDone = count("done");
  const nFailed = count("failed");
  const nLeft = items.length - nDone - nFailed;
  return (
    <section class="files" aria-label="Files">
      <div class="files-head">
        <p role="status">
          {nLeft > 0
            ? `${nDone + nFailed} of ${counted(items.length, "file")}${stopped ? ", stopped" : ""}`
            : `${counted(nDone, "file")} recognized`}
          {nFailed > 0 && <span class="failed-count">, {nFailed} could not be read</span>}
        </p>
        <div class="buttons">
          {nLeft > 0 &&
            (stopped ? (
              <button type="button" class="button small" onClick={onResume}>
                <Icon name="play" /> Go on
              </button>
            ) : (
              <button type="button" class="button small" onClick={onStop}>
                <Icon name="stop" /> Stop
              </button>
            ))}
          {nDone > 0 && nLeft === 0 && (
            <button type="button" class="button small quiet" onClick={() => downloadCsv(items, labels)}>
              <Icon name="download" /> Save as CSV
            </button>
          )}
          <button type="button" class="button small quiet" onClick={onClear}>
            Clear
          </button>
        </div>
      </div>
      {nLeft > 0 && <progress value={nDone + nFailed} max={items.length} aria-label="Files recognized" />}
      <ul>
        {items.map((item) => (
          <Row key={item.id} item={item} labels={labels} current={item.id === selected} onSelect={onSelect} />
        ))}
      </ul>
    </section>
  );
}

interface RowProps {
  item: Item;
  labels: readonly string[];
  current: boolean;
  onSelect(id: number): void;
}

const Row = memo(
  function Row({ item, labels, current, onSelect }: RowProps): JSX.Element {
    const { status, path } = item;
    return (
      <li>
        <button
          type="button"
          class="file"
          aria-current={current ? "true" : undefined}
          onClick={() => onSelect(item.id)}
        >
          <span class="path">{path}</span>
          <Outcome status={status} labels={labels} />
        </button>
      </li>
    );
  },
  (before, after) => before.item === after.item && before.labels === after.labels && before.current === after.current,
);

function Outcome({ status, labels }: { status: Item["status"]; labels: readonly string[] }): JSX.Element {
  if (status.kind === "failed") {
    return (
      <span class="reason">
        <Icon name="warning" /> {status.reason}
      </span>
    );
  }
  if (status.kind !== "done") return <span class="soft">{status.kind === "busy" ? "listening…" : "waiting"}</span>;
  const { probabilities, hasSpeech } = status.result;
  const best = indexOfLargest(probabilities);
  if (!hasSpeech) return <span class="soft">no speech</span>;
  return (
    <span class="outcome">
      <span class={`swatch hue-${hueOf(labels[best], best)}`} /> {labels[best]}{" "}
      <span class="number">{percent(probabilities[best])}</span>
    </span>
  );
}
