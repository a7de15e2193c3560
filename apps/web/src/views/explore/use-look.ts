import { useEffect, useState } from "preact/hooks";
import type { Alteration, ClipView } from "../../explore/services.ts";
import type { RecognizerClient } from "../../recognizer/client.ts";

export type LookState = { view: ClipView | null; error: string | null };

/** So long a slider rests before its clip is made. */
const REST_MS = 120;

/** A clip to look at, altered or not; the one before is shown until it is there. @param alteration  of one identity while it is the same */
export function useLook(client: RecognizerClient, file: File, name: string, alteration: Alteration | null): LookState {
  const [state, setState] = useState<LookState>({ view: null, error: null });
  useEffect(() => {
    let gone = false;
    const rest = setTimeout(
      () =>
        client.look({ file, name, alteration }).then(
          (view) => !gone && setState({ view, error: null }),
          (error: Error) => !gone && error.name !== "AbortError" && setState({ view: null, error: error.message }),
        ),
      alteration ? REST_MS : 0,
    );
    return () => {
      gone = true;
      clearTimeout(rest);
    };
  }, [client, file, name, alteration]);
  return state;
}
