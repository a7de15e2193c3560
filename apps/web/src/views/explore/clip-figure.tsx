import type { JSX } from "preact";
import { useMemo } from "preact/hooks";
import { usePlayer } from "../../audio/use-player.ts";
import { Canvas } from "../../components/canvas.tsx";
import { clock } from "../../components/format.ts";
import { Icon } from "../../components/icon.tsx";
import type { ClipView } from "../../explore/services.ts";
import { drawSpectrogram } from "../../figure/draw-spectrogram.ts";
import { drawWaveform } from "../../figure/draw-waveform.ts";
import { TimeAxis } from "../../figure/time-axis.tsx";

export interface ClipFigureProps {
  /** "as it is", "altered" */
  title: string;
  view: ClipView;
}

/** A clip to hear and see: waveform, mel spectrogram, and what the network is given of it. */
export function ClipFigure({ title, view }: ClipFigureProps): JSX.Element {
  const { picture, input, wav } = view;
  const player = usePlayer(wav);
  const shown = useMemo(() => ({ from: 0, to: picture.seconds }), [picture]);
  const waveform = useMemo(() => drawWaveform(picture.peaks, picture.seconds, shown), [picture, shown]);
  const spectrogram = useMemo(() => drawSpectrogram(picture), [picture]);
  const given = useMemo(() => drawSpectrogram(input), [input]);
  return (
    <figure class="clip-figure" aria-label={`${title}: waveform, mel spectrogram, and the network's input`}>
      <figcaption>
        <button type="button" class="button round" onClick={player.toggle}>
          <Icon name={player.playing ? "pause" : "play"} />
          <span class="unseen">
            {player.playing ? "Pause" : "Play"} {title}
          </span>
        </button>
        <span>{title}</span>
        <span class="soft time">
          {clock(player.time)} / {clock(picture.seconds)}
        </span>
      </figcaption>
      <div class="plot">
        <Canvas class="waveform" draw={waveform} />
        <Canvas class="spectrogram" draw={spectrogram} />
        <div class="cursor" hidden={player.time === 0} style={{ left: `${(100 * player.time) / picture.seconds}%` }} />
      </div>
      <TimeAxis seconds={picture.seconds} />
      <p class="soft">What the network is given: {input.seconds.toFixed(1)} s, normalized</p>
      <Canvas class="network-input" draw={given} />
    </figure>
  );
}
