import { useEffect, useMemo, useRef, useState } from "preact/hooks";

export interface Player {
  /** in seconds */
  time: number;
  playing: boolean;
  toggle(): void;
  seek(time: number): void;
}

/** Plays a WAV file; the time moves with the screen while it plays. @param wav  null: not there yet */
export function usePlayer(wav: Uint8Array<ArrayBuffer> | null): Player {
  const audio = useMemo(() => new Audio(), []);
  const [time, setTime] = useState(0);
  const [playing, setPlaying] = useState(false);
  const frame = useRef(0);

  useEffect(() => {
    if (!wav) return;
    const url = URL.createObjectURL(new Blob([wav], { type: "audio/wav" }));
    audio.src = url;
    return () => {
      audio.pause();
      audio.removeAttribute("src");
      URL.revokeObjectURL(url);
    };
  }, [audio, wav]);

  useEffect(() => {
    const follow = () => {
      setTime(audio.currentTime);
      if (!audio.paused) frame.current = requestAnimationFrame(follow);
    };
    const changed = () => {
      cancelAnimationFrame(frame.current);
      setPlaying(!audio.paused);
      follow();
    };
    const events = ["play", "pause", "ended", "seeked"];
    for (const event of events) audio.addEventListener(event, changed);
    return () => {
      cancelAnimationFrame(frame.current);
      for (const event of events) audio.removeEventListener(event, changed);
      audio.pause();
    };
  }, [audio]);

  return {
    time,
    playing,
    toggle() {
      if (!audio.paused) return audio.pause();
      if (audio.ended || audio.currentTime >= audio.duration) audio.currentTime = 0;
      // What a browser refuses to play, it has told in the console; the button then still says "play".
      audio.play().catch(() => setPlaying(false));
    },
    seek(to) {
      audio.currentTime = to;
      setTime(to);
    },
  };
}
