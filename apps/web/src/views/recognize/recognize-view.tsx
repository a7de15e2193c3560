import type { JSX } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { Notice } from "../../components/notice.tsx";
import { type Chosen, chosenFiles, droppedFiles } from "../../files/dropped-files.ts";
import { useDropping } from "../../files/use-dropping.ts";
import { useStore } from "../../shell/store.ts";
import type { ViewProps } from "../../shell/views.ts";
import { FileList } from "./file-list.tsx";
import { LivePanel } from "./live-panel.tsx";
import { ModelPanel } from "./model-panel.tsx";
import { createQueue } from "./queue.ts";
import { RecordingPanel } from "./recording-panel.tsx";
import { Sources } from "./sources.tsx";
import "./recognize.css";

/** Recognizes files and what the microphone hears. */
export default function RecognizeView({ models, active }: ViewProps): JSX.Element {
  const model = useStore(models.state);
  const modelError = useStore(models.error);
  const queue = useMemo(() => createQueue(models.client), [models]);
  const viewer = useMemo(() => models.createClient(), [models]);
  const { items, stopped } = useStore(queue.state);
  const [selected, setSelected] = useState<number | null>(null);
  const [live, setLive] = useState(false);
  const card = model.kind === "open" ? model.card : null;

  // What another bundle said is no longer shown.
  const before = useRef(card);
  useEffect(() => {
    if (before.current && card && before.current !== card) queue.restart();
    before.current = card ?? before.current;
  }, [card, queue]);

  const take = async ({ recordings, bundle }: Chosen) => {
    if (bundle) await models.open({ bytes: new Uint8Array(await bundle.arrayBuffer()), name: bundle.name });
    if (recordings.length === 0 || models.state.get().kind === "none") return;
    const first = queue.add(recordings);
    setLive(false);
    setSelected((now) => (now === null || recordings.length === 1 ? first : now));
  };
  const dropping = useDropping(active, async (transfer) => take(await droppedFiles(transfer)));
  const item = items.find(({ id }) => id === selected);

  return (
    <div class={dropping ? "page dropping" : "page"}>
      <h1 class={items.length > 0 || live ? "unseen" : undefined}>Hear how it is said</h1>
      <Sources
        disabled={card === null}
        compact={items.length > 0 || live}
        live={live}
        onFiles={(files) => void take(chosenFiles(files))}
        onListen={() => setLive(true)}
        onSynthesize={async () => void take(chosenFiles([await models.client.synthesize()]))}
      />
      {live && card && (
        <LivePanel
          models={models}
          card={card}
          active={active}
          onClose={() => setLive(false)}
          onRecorded={(file) => void take(chosenFiles([file]))}
        />
      )}
      {items.length > 1 && (
        <FileList
          items={items}
          labels={card?.labels ?? []}
          selected={selected}
          stopped={stopped}
          onSelect={(id) => {
            setLive(false);
            setSelected(id);
          }}
          onStop={queue.stop}
          onResume={queue.resume}
          onClear={() => {
            queue.clear();
            setSelected(null);
          }}
        />
      )}
      {item && card && !live && <RecordingPanel key={item.id} item={item} card={card} viewer={viewer} />}
      {modelError && (
        <Notice kind="error" title="This bundle could not be opened">
          <p>{modelError}</p>
        </Notice>
      )}
      <ModelPanel
        model={model}
        onBundle={(file) => void take(chosenFiles([file]))}
        onBuiltIn={() => models.open(null)}
      />
    </div>
  );
}
