import type { JSX } from "preact";
import { usePlayer } from "../../audio/use-player.ts";
import { clock, duration, hertz, percent } from "../../components/format.ts";
import { Icon } from "../../components/icon.tsx";
import { Notice } from "../../components/notice.tsx";
import { indexOfLargest, ProbabilityBars } from "../../components/probability-bars.tsx";
import { RecordingFigure } from "../../figure/recording-figure.tsx";
import { windowAt } from "../../figure/window-at.ts";
import type { RecognizerClient } from "../../recognizer/client.ts";
import type { ClipResult, ModelCard } from "../../recognizer/services.ts";
import type { Item } from "./queue.ts";
import { TimelineTable } from "./timeline-table.tsx";
import { useAnalysis } from "./use-analysis.ts";

export interface RecordingPanelProps {
  item: Item;
  card: ModelCard;
  /** makes the figure */
  viewer: RecognizerClient;
}

/** One recording: what it sounds like, and when. */
export function RecordingPanel({ item, card, viewer }: RecordingPanelProps): JSX.Element {
  const { status, path } = item;
  return (
    <article class="recording" aria-labelledby="recording-title">
      <h2 id="recording-title" class="path">
        {path}
      </h2>
      {status.kind === "failed" ? (
        <Notice kind="error" title="This file could not be recognized">
          <p>{status.reason}</p>
        </Notice>
      ) : (
        <Recognized
          file={item.file}
          result={status.kind === "done" ? status.result : null}
          card={card}
          viewer={viewer}
        />
      )}
    </article>
  );
}

interface RecognizedProps {
  file: File;
  /** null: not there yet */
  result: ClipResult | null;
  card: ModelCard;
  viewer: RecognizerClient;
}

function Recognized({ file, result, card, viewer }: RecognizedProps): JSX.Element {
  const { picture, wav, windows, complete, error } = useAnalysis(viewer, card, file);
  const player = usePlayer(wav);
  const heard = player.time > 0 ? windowAt(windows, player.time) : undefined;
  return (
    <>
      <div class="verdict">
        <Headline result={result} labels={card.labels} />
        <ProbabilityBars
          labels={card.labels}
          probabilities={result?.hasSpeech ? result.probabilities : null}
          marks={heard?.probabilities ?? null}
          caption={captionOf(result, card)}
        />
        {picture && (
          <div class="transport">
            <button type="button" class="button round" onClick={player.toggle}>
              <Icon name={player.playing ? "pause" : "play"} />
              <span class="unseen">{player.playing ? "Pause" : "Play"}</span>
            </button>
            <p class="time">
              {clock(player.time)} <span class="soft">/ {clock(picture.seconds)}</span>
            </p>
            <p class="soft">{complete ? cursorText(player.time, heard, card) : "Listening…"}</p>
          </div>
        )}
      </div>
      {result?.warnings.map((warning) => (
        <Notice key={warning} kind="warning" title={warning} />
      ))}
      {error && <Notice kind="error" title={error} />}
      {picture ? (
        <>
          <RecordingFigure
            picture={picture}
            labels={card.labels}
            windows={windows}
            time={player.time}
            onSeek={player.seek}
            onToggle={player.toggle}
          />
          <p class="soft legend">
            From above: the waveform, its mel spectrogram, and how probable each emotion is by the{" "}
            {card.windowSeconds.toFixed(1)} s before each moment.
          </p>
          {complete && <TimelineTable labels={card.labels} windows={windows} />}
        </>
      ) : (
        !error && <div class="figure-placeholder" role="status" aria-label="Listening to the recording" />
      )}
    </>
  );
}

/** The answer, in the largest letters. */
function Headline({ result, labels }: { result: ClipResult | null; labels: readonly string[] }): JSX.Element {
  if (!result) return <p class="answer waiting">Listening…</p>;
  const { probabilities, seconds, channels, fileSampleRate, format, hasSpeech } = result;
  const best = indexOfLargest(probabilities);
  return (
    <div>
      <p class="answer" data-testid="answer">
        {hasSpeech ? labels[best] : "no speech"}
        {hasSpeech && <span> {percent(probabilities[best])}</span>}
      </p>
      {!hasSpeech && <p>Nothing in it is loud enough to be speech.</p>}
      <p class="soft">
        {duration(seconds)}, {format}, {hertz(fileSampleRate)}, {channels === 1 ? "mono" : `${channels} channels`}
      </p>
    </div>
  );
}

function captionOf(result: ClipResult | null, { windowSeconds }: ModelCard): string {
  if (!result || result.seconds <= windowSeconds) return "The whole recording";
  return `The model hears at most ${windowSeconds.toFixed(1)} s of a recording, from its middle`;
}

function cursorText(time: number, heard: ReturnType<typeof windowAt>, { labels }: ModelCard): string {
  if (time === 0 || !heard) return "";
  if (!heard.probabilities) return "here: no speech";
  const best = indexOfLargest(heard.probabilities);
  return `here: ${labels[best]} ${percent(heard.probabilities[best])}`;
}
