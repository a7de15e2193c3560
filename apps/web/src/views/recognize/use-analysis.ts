import { useEffect, useState } from "preact/hooks";
import type { Models } from "../../model/models.ts";
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

/** Analyzes a file in a thread of its own, which ends when another file is looked at. */
export function useAnalysis(models: Models, card: ModelCard, file: File): AnalysisState {
  const [state, setState] = useState(NOTHING);
  useEffect(() => {
    setState(NOTHING);
    const client = models.createClient();
    client
      .analyze(file, (progress) =>
        setState((now) =>
          progress.kind === "picture"
            ? { ...now, picture: progress.picture, wav: progress.wav }
            : { ...now, windows: [...now.windows, ...progress.windows] },
        ),
      )
      .then(
        () => setState((now) => ({ ...now, complete: true })),
        (error: Error) => error.name !== "AbortError" && setState((now) => ({ ...now, error: error.message })),
      )
      .finally(() => client.end());
    return () => client.end();
  }, [models, card, file]);
  return state;
}
