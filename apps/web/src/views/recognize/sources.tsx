import type { JSX } from "preact";
import { Icon } from "../../components/icon.tsx";
import { ChooseFiles } from "../../files/choose-files.tsx";

export interface SourcesProps {
  /** no bundle is open yet */
  disabled: boolean;
  /** something is shown already, so this takes one line */
  compact: boolean;
  live: boolean;
  onFiles(files: readonly File[]): void;
  onListen(): void;
  onSynthesize(): void;
}

const AUDIO = "audio/*,.wav,.flac,.mp3,.ogg,.oga,.opus,.aif,.aiff,.aifc,.undertone";

/** The ways to give something to recognize. Dropping works everywhere on the page. */
export function Sources({ disabled, compact, live, onFiles, onListen, onSynthesize }: SourcesProps): JSX.Element {
  return (
    <section class={compact ? "sources compact" : "sources drop-area"} aria-label="What to recognize">
      {!compact && <SoundMark />}
      <p class="hint">
        {compact ? "Drop more recordings anywhere" : "Drop recordings or whole folders here, or speak."}
      </p>
      <div class="buttons">
        <ChooseFiles
          label="Recordings"
          kind="files"
          accept={AUDIO}
          class="button primary"
          disabled={disabled}
          onFiles={onFiles}
        >
          <Icon name="file" /> Choose files
        </ChooseFiles>
        <button type="button" class="button" disabled={disabled || live} onClick={onListen}>
          <Icon name="microphone" /> {compact ? "Microphone" : "Use the microphone"}
        </button>
      </div>
      {!compact && (
        <>
          <p class="formats">WAV, AIFF, FLAC, MP3 or Ogg, of any rate and number of channels</p>
          <button type="button" class="button quiet small" disabled={disabled} onClick={onSynthesize}>
            Nothing at hand? Try a synthetic voice
          </button>
        </>
      )}
    </section>
  );
}

/** A line of speech, for calm. */
function SoundMark(): JSX.Element {
  const heights = [5, 9, 16, 28, 20, 38, 52, 42, 25, 32, 47, 58, 45, 28, 19, 26, 36, 22, 13, 7];
  return (
    <svg class="sound-mark" viewBox="0 0 200 64" aria-hidden="true" focusable="false">
      {heights.map((height, i) => (
        <path key={`${i}-${height}`} d={`M${5 + 10 * i} ${32 - height / 2}v${height}`} />
      ))}
    </svg>
  );
}
