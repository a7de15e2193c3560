import { useEffect, useState } from "preact/hooks";
import type { RecognizerClient } from "../../recognizer/client.ts";
import type { ModelCard, Picture, WindowResult } from "../../recognizer/services.ts";

/** What is known so far of a recording that is looked at. */
export interface AnalysisState {
  picture: Picture | null;
  /** what the recognizer hears, as a file */
  wav: Uint8Array<ArrayBuffer> | null;
  windows: readonly WindowResult[];
  /** whether all windows are there */
  complete: boolean;
  error: string | null;
}

const NOTHING: AnalysisState = { picture: null, wav: null, windows: [], complete: false, error: null };

/** Analyzes a file, and starts anew with another bundle. @param viewer  ended if another file is looked at before it is done */
export function useAnalysis(viewer: RecognizerClient, card: ModelCard, file: File): AnalysisState {
  const [state, setState] = useState(NOTHING);
  useEffect(() => {
    let done = false;
    setState(NOTHING);
    viewer
      .analyze(file, (progress) =>
        setState((now) =>
          progress.kind === "picture"
            ? { ...now, picture: progress.picture, wav: progress.wav }
            : { ...now, windows: [...now.windows, ...progress.windows] },
        ),
      )
      .then(
        () => {
          done = true;
          setState((now) => ({ ...now, complete: true }));
        },
        (error: Error) => error.name !== "AbortError" && setState((now) => ({ ...now, error: error.message })),
      );
    return () => {
      if (!done) viewer.end();
    };
  }, [viewer, card, file]);
  return state;
}
