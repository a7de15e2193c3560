import type { JSX } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { explainedRefusal, type MicrophoneError } from "../../audio/microphone-error.ts";
import { type ClipRecording, recordClip } from "../../audio/record-clip.ts";
import { counted } from "../../components/format.ts";
import { Icon } from "../../components/icon.tsx";
import { Notice } from "../../components/notice.tsx";
import { ChooseFiles } from "../../files/choose-files.tsx";
import { chosenFiles, chosenFolder, droppedFolder, type FoundFolder } from "../../files/dropped-files.ts";
import { useDropping } from "../../files/use-dropping.ts";
import { addressOf } from "../../shell/router.ts";
import { useStore } from "../../shell/store.ts";
import type { ViewProps } from "../../shell/views.ts";
import { emptyLabels, givenClips, type LabelClips, withClips, withFolder, withoutClip } from "./clips.ts";
import { LabelCard } from "./label-card.tsx";
import { ResultPanel } from "./result-panel.tsx";
import { useAdaptation } from "./use-adaptation.ts";
import "./adapt.css";

/** Fits the last layer of the model in use to clips of one's own. */
export default function AdaptView({ models, active }: ViewProps): JSX.Element {
  const model = useStore(models.state);
  const card = model.kind === "open" ? model.card : null;
  const { state, start, stop, clear } = useAdaptation(models);
  const [labels, setLabels] = useState<readonly LabelClips[]>([]);
  const [recording, setRecording] = useState<{ label: string; clip: ClipRecording | null } | null>(null);
  const [refusal, setRefusal] = useState<{ label: string; error: MicrophoneError } | null>(null);
  const player = useRef<HTMLAudioElement | null>(null);

  // Another model knows other labels; clips stay with theirs.
  useEffect(() => {
    if (!card) return;
    setLabels((now) => {
      const kept = now.filter(({ clips }) => clips.length > 0);
      const others = emptyLabels(card.labels).filter(({ label }) => !kept.some((one) => one.label === label));
      return [...kept.map((one) => ({ ...one, known: card.labels.includes(one.label) })), ...others];
    });
  }, [card]);
  useEffect(() => {
    if (!active) recording?.clip?.stop();
  }, [active, recording]);

  const change = (next: (now: readonly LabelClips[]) => readonly LabelClips[]) => {
    setLabels(next);
    clear();
  };
  const takeFolder = ({ files }: FoundFolder) => change((now) => withFolder(now, files));
  const dropping = useDropping(active, async (transfer) => takeFolder(await droppedFolder(transfer)));

  const record = async (label: string) => {
    if (recording) return recording.clip?.stop();
    setRefusal(null);
    setRecording({ label, clip: null });
    try {
      const clip = await recordClip("recorded.wav");
      setRecording({ label, clip });
      const file = await clip.file;
      change((now) => withClips(now, label, chosenFiles([file]).recordings));
    } catch (error) {
      setRefusal({ label, error: explainedRefusal(error) });
    } finally {
      setRecording(null);
    }
  };
  const play = (file: File) => {
    player.current?.pause();
    const url = URL.createObjectURL(file);
    player.current = new Audio(url);
    const forget = () => URL.revokeObjectURL(url);
    player.current.addEventListener("ended", forget, { once: true });
    // A kind of file that browsers do not play is adapted on all the same.
    player.current.play().catch(forget);
  };
  const synthesize = async () => {
    const clips = await models.client.synthesizeClips();
    change((now) => clips.reduce((all, { label, file }) => withClips(all, label, [{ file, path: file.name }]), now));
  };

  const nClips = givenClips(labels).length;
  const nLabels = labels.filter(({ clips }) => clips.length > 0).length;
  const busy = state.kind === "busy";
  const use = async () => {
    if (state.kind !== "done") return;
    await models.open({ bytes: state.answer.bundle, name: "adapted.undertone" });
    location.hash = addressOf("recognize");
  };

  return (
    <div class={dropping ? "page dropping" : "page"}>
      <h1>Make it yours</h1>
      <div class="adapt-intro">
        <p>
          Record or drop a few clips for each label, five or more of each. In seconds the model's last layer is fitted
          to them, in this page: no clip leaves it.
        </p>
        <div class="buttons">
          <ChooseFiles
            label="Folder of labels"
            kind="folder"
            class="button"
            disabled={!card || busy}
            onFiles={(files) => takeFolder(chosenFolder(files))}
          >
            <Icon name="folder" /> A folder for each label
          </ChooseFiles>
          <OwnLabel
            disabled={!card || busy}
            taken={labels.map(({ label }) => label)}
            onAdd={(label) => change((now) => [...now, { label, known: false, clips: [] }])}
          />
        </div>
        {nClips === 0 && card && (
          <button type="button" class="button quiet small" onClick={() => void synthesize()}>
            Nothing at hand? Try a synthetic voice
          </button>
        )}
      </div>
      {model.kind === "none" && (
        <Notice kind="info" title="No model is built in here">
          <p>Open a bundle in Recognize first.</p>
        </Notice>
      )}
      <div class="label-cards">
        {labels.map((one) => (
          <LabelCard
            key={one.label}
            one={one}
            disabled={busy || recording !== null}
            recording={recording?.label === one.label && recording.clip !== null}
            refusal={refusal?.label === one.label ? refusal.error : null}
            onFiles={(files) => change((now) => withClips(now, one.label, chosenFiles(files).recordings))}
            onRecord={() => void record(one.label)}
            onPlay={play}
            onRemoveClip={(name) => change((now) => withoutClip(now, one.label, name))}
            onRemove={() => change((now) => now.filter(({ label }) => label !== one.label))}
          />
        ))}
      </div>
      <div class="adapt-start">
        {state.kind === "busy" ? (
          <>
            <p role="status">{state.progress.doing === "reading" ? "Reading the clips" : "Listening and fitting"}</p>
            <progress value={state.progress.done} max={state.progress.total || 1} aria-label="Adapted" />
            <button type="button" class="button" onClick={stop}>
              <Icon name="stop" /> Stop
            </button>
          </>
        ) : (
          state.kind !== "done" && (
            <>
              <button
                type="button"
                class="button primary"
                disabled={nLabels < 2 || recording !== null}
                onClick={() => void start(labels)}
              >
                <Icon name="adapt" /> Adapt{nLabels >= 2 ? ` on ${counted(nClips, "clip")}` : ""}
              </button>
              {nLabels < 2 && <p class="soft">It takes clips of two labels at least.</p>}
            </>
          )
        )}
      </div>
      {state.kind === "failed" && (
        <Notice kind="error" title="The model could not be adapted">
          <p>{state.message}</p>
        </Notice>
      )}
      {state.kind === "done" && <ResultPanel answer={state.answer} onUse={() => void use()} />}
    </div>
  );
}

interface OwnLabelProps {
  disabled: boolean;
  taken: readonly string[];
  onAdd(label: string): void;
}

/** A label that no model knows. */
function OwnLabel({ disabled, taken, onAdd }: OwnLabelProps): JSX.Element {
  const [label, setLabel] = useState("");
  const wanted = label.trim();
  return (
    <form
      class="own-label"
      onSubmit={(event) => {
        event.preventDefault();
        onAdd(wanted);
        setLabel("");
      }}
    >
      <input
        type="text"
        aria-label="A label of your own"
        placeholder="a label of your own"
        maxLength={40}
        value={label}
        disabled={disabled}
        onInput={({ currentTarget }) => setLabel(currentTarget.value)}
      />
      <button type="submit" class="button" disabled={disabled || wanted === "" || taken.includes(wanted)}>
        Add
      </button>
    </form>
  );
}
