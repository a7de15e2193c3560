import type { JSX } from "preact";
import type { MicrophoneError } from "../../audio/microphone-error.ts";
import { counted } from "../../components/format.ts";
import { Icon } from "../../components/icon.tsx";
import { Notice } from "../../components/notice.tsx";
import { ChooseFiles } from "../../files/choose-files.tsx";
import type { LabelClips } from "./clips.ts";

export interface LabelCardProps {
  one: LabelClips;
  /** a model is being adapted, or a clip of another label recorded */
  disabled: boolean;
  /** whether a clip of this one is being recorded; while the microphone is asked for, it is not yet */
  recording: boolean;
  /** why the microphone could not be had for it */
  refusal: MicrophoneError | null;
  onFiles(files: readonly File[]): void;
  onRecord(): void;
  onPlay(file: File): void;
  onRemoveClip(name: string): void;
  onRemove(): void;
}

/** A label and its clips. */
export function LabelCard(props: LabelCardProps): JSX.Element {
  const { one, disabled, recording, refusal, onFiles, onRecord, onPlay, onRemoveClip, onRemove } = props;
  const { label, known, clips } = one;
  return (
    <section class="label-card" aria-label={label}>
      <header>
        <h2>{label}</h2>
        <p class="soft">
          {clips.length === 0 ? (known ? "no clip" : "your own, no clip") : counted(clips.length, "clip")}
        </p>
        <button
          type="button"
          class="icon-button"
          aria-label={`Leave out ${label}`}
          disabled={disabled}
          onClick={onRemove}
        >
          <Icon name="close" />
        </button>
      </header>
      {clips.length > 0 && (
        <ul>
          {clips.map(({ name, file }) => (
            <li key={name}>
              <button type="button" class="clip-play" aria-label={`Play ${name}`} onClick={() => onPlay(file)}>
                <Icon name="play" />
              </button>
              <span class="path">{name}</span>
              <button
                type="button"
                class="clip-remove"
                aria-label={`Remove ${name}`}
                disabled={disabled}
                onClick={() => onRemoveClip(name)}
              >
                <Icon name="close" />
              </button>
            </li>
          ))}
        </ul>
      )}
      {refusal && (
        <Notice kind="error" title={refusal.message}>
          <p>{refusal.help}</p>
        </Notice>
      )}
      <div class="buttons">
        <button
          type="button"
          class={recording ? "button small primary" : "button small"}
          disabled={disabled && !recording}
          aria-label={recording ? `Stop recording ${label}` : `Record ${label}`}
          onClick={onRecord}
        >
          <Icon name={recording ? "stop" : "microphone"} /> {recording ? "Stop" : "Record"}
        </button>
        <ChooseFiles
          label={`Clips of ${label}`}
          kind="files"
          accept="audio/*,.wav,.flac,.mp3,.ogg,.oga,.opus,.aif,.aiff,.aifc"
          class="button small quiet"
          disabled={disabled}
          onFiles={onFiles}
        >
          <Icon name="file" /> Add files
        </ChooseFiles>
      </div>
    </section>
  );
}
