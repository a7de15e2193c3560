import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { type Microphone, openMicrophone } from "../../audio/microphone.ts";
import { explainedRefusal } from "../../audio/microphone-error.ts";
import type { Models } from "../../model/models.ts";
import type { LiveUpdate, WindowResult } from "../../recognizer/services.ts";

/** What the figure shows of the past. */
export const SHOWN_SECONDS = 20;

const PEAK_SECONDS = 0.02;

export type LiveState =
  | { kind: "asking" | "listening" | "stopped" }
  | { kind: "failed"; message: string; help: string };

export interface LivePeaks {
  /** [n, 2], of the last seconds */
  values: Float32Array;
  /** that they take */
  seconds: number;
  /** the figure's time axis, from the first peak on */
  shown: { from: number; to: number };
}

interface HeardSoFar {
  seconds: number;
  peaks: LivePeaks;
  windows: readonly WindowResult[];
}

export interface Live extends HeardSoFar {
  state: LiveState;
  /** the newest window; null before the first */
  latest: WindowResult | null;
  /** of one identity */
  stop: () => void;
  retry(): void;
}

const SILENCE: HeardSoFar = {
  seconds: 0,
  peaks: { values: new Float32Array(0), seconds: 1, shown: { from: 0, to: SHOWN_SECONDS } },
  windows: [],
};

/** Opens the microphone, and recognizes what it hears until `stop`, or until the component goes. */
export function useLive(models: Models, onRecorded: (file: File) => void): Live {
  const [state, setState] = useState<LiveState>({ kind: "asking" });
  const [heard, setHeard] = useState(SILENCE);
  const [attempt, setAttempt] = useState(0);
  const microphone = useRef<Microphone | null>(null);
  const recorded = useRef(onRecorded);
  recorded.current = onRecorded;

  useEffect(() => {
    let gone = false;
    const client = models.createClient();
    const begin = async () => {
      setState({ kind: "asking" });
      setHeard(SILENCE);
      const opened = await openMicrophone(() => opened.stop());
      if (gone) return opened.stop();
      microphone.current = opened;
      setState({ kind: "listening" });
      const wav = await client.listen(opened.port, opened.sampleRate, (update) =>
        setHeard((so) => heardWith(so, update)),
      );
      microphone.current = null;
      setState({ kind: "stopped" });
      if (!gone) recorded.current(new File([wav], "microphone.wav", { type: "audio/wav" }));
    };
    begin().catch((error: unknown) => {
      microphone.current?.stop();
      microphone.current = null;
      if (gone) return;
      const { message, help } = explainedRefusal(error);
      setState({ kind: "failed", message, help });
    });
    return () => {
      gone = true;
      microphone.current?.stop();
      client.end();
    };
  }, [models, attempt]);

  const stop = useCallback(() => microphone.current?.stop(), []);
  return { ...heard, state, latest: heard.windows.at(-1) ?? null, stop, retry: () => setAttempt(attempt + 1) };
}

/** What was heard with what is new, as far back as it is shown. */
function heardWith({ peaks, windows }: HeardSoFar, update: LiveUpdate): HeardSoFar {
  const all = new Float32Array(peaks.values.length + update.peaks.length);
  all.set(peaks.values);
  all.set(update.peaks, peaks.values.length);
  const values = all.slice(-2 * Math.round(SHOWN_SECONDS / PEAK_SECONDS));
  const seconds = (values.length / 2) * PEAK_SECONDS;
  const oldest = update.seconds - SHOWN_SECONDS - 1;
  return {
    seconds: update.seconds,
    peaks: { values, seconds, shown: { from: seconds - SHOWN_SECONDS, to: seconds } },
    windows: [...windows, ...update.windows].filter(({ end }) => end >= oldest),
  };
}
