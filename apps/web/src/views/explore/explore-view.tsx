import type { JSX } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { Details } from "../../components/details.tsx";
import { counted, percent } from "../../components/format.ts";
import { Icon } from "../../components/icon.tsx";
import { Notice } from "../../components/notice.tsx";
import { RefusedFiles } from "../../components/refused-files.tsx";
import { Table } from "../../components/table.tsx";
import type { ExploreMap } from "../../explore/services.ts";
import { ChooseFiles } from "../../files/choose-files.tsx";
import { chosenFolder, droppedFolder, type FoundFolder } from "../../files/dropped-files.ts";
import { useDropping } from "../../files/use-dropping.ts";
import type { RecognizerClient } from "../../recognizer/client.ts";
import { useStore } from "../../shell/store.ts";
import type { ViewProps } from "../../shell/views.ts";
import { type GroupBy, groupsOf } from "./groups.ts";
import { Legend } from "./legend.tsx";
import { ScatterPlot } from "./scatter-plot.tsx";
import { useExplore } from "./use-explore.ts";
import { UtterancePanel } from "./utterance-panel.tsx";
import "./explore.css";

/** A map of utterances by what the model in use sees in them, each to be heard, seen and altered. */
export default function ExploreView({ models, active }: ViewProps): JSX.Element {
  const model = useStore(models.state);
  const card = model.kind === "open" ? model.card : null;
  const { state, viewer, open, stop } = useExplore(models);
  const last = useRef<Parameters<typeof open>[0]>({ kind: "synthetic" });
  const begin = (source: Parameters<typeof open>[0]) => {
    last.current = source;
    void open(source);
  };
  // Another model sees other things in the same voices.
  useEffect(() => {
    if (!card) return;
    viewer.end();
    begin(last.current);
  }, [card]);
  const takeFolder = ({ files }: FoundFolder) => begin({ kind: "folder", files });
  const dropping = useDropping(active, async (transfer) => takeFolder(await droppedFolder(transfer)));

  return (
    <div class={dropping ? "page dropping" : "page"}>
      <h1>Look around</h1>
      <div class="explore-sources">
        <p>
          Each mark is an utterance, placed by what the model sees in it. Choose one to hear and see it, and to alter
          it.
        </p>
        <div class="buttons">
          <button type="button" class="button" disabled={!card} onClick={() => begin({ kind: "synthetic" })}>
            <Icon name="undertone" /> Synthetic voices
          </button>
          <ChooseFiles
            label="Folder"
            kind="folder"
            class="button"
            disabled={!card}
            onFiles={(files) => takeFolder(chosenFolder(files))}
          >
            <Icon name="folder" /> A folder of yours
          </ChooseFiles>
        </div>
      </div>
      {model.kind === "none" && (
        <Notice kind="info" title="No model is built in here">
          <p>Open a bundle in Recognize first.</p>
        </Notice>
      )}
      {state.kind === "busy" && (
        <div class="explore-busy">
          <p role="status" class="number">
            {state.total > 0 ? `Listening to ${state.done} of ${counted(state.total, "utterance")}` : "Getting ready"}
          </p>
          <progress value={state.done} max={state.total || 1} aria-label="Utterances heard" />
          <button type="button" class="button small" onClick={stop}>
            <Icon name="stop" /> Stop
          </button>
        </div>
      )}
      {state.kind === "failed" && (
        <Notice kind="error" title="These could not be laid out">
          <p>{state.message}</p>
        </Notice>
      )}
      {state.kind === "done" && <UtteranceMap map={state.map} viewer={viewer} />}
    </div>
  );
}

function UtteranceMap({ map, viewer }: { map: ExploreMap; viewer: RecognizerClient }): JSX.Element {
  const { points, refused } = map;
  const [by, setBy] = useState<GroupBy>("label");
  const [raised, setRaised] = useState<string | null>(null);
  const [selected, setSelected] = useState(0);
  const groups = useMemo(() => groupsOf(points, by), [points, by]);
  // Of the map before, a group may be gone.
  const standing = groups.some(({ name }) => name === raised) ? raised : null;
  const chosen = Math.min(selected, points.length - 1);
  return (
    <>
      <RefusedFiles files={refused} />
      <div class="map">
        <ScatterPlot map={map} by={by} groups={groups} raised={standing} selected={chosen} onSelect={setSelected} />
        <Legend
          by={by}
          groups={groups}
          raised={standing}
          onBy={(next) => {
            setBy(next);
            setRaised(null);
          }}
          onRaise={setRaised}
        />
      </div>
      <UtterancePanel point={points[chosen]} client={viewer} />
      <Details summary="The map as a table">
        {() => (
          <Table
            scrolls
            caption="Utterances and where they lie on the map"
            columns={["utterance", "label", "speaker", "heard as", "x", "y"]}
            rows={points.map(({ path, label, speaker, heard, probability, x, y }) => ({
              name: path,
              cells: [label, speaker, `${heard} ${percent(probability)}`, x.toFixed(2), y.toFixed(2)],
            }))}
          />
        )}
      </Details>
    </>
  );
}
