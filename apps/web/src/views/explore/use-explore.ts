import { useEffect, useMemo, useState } from "preact/hooks";
import type { ExploreMap, ExploreSource } from "../../explore/services.ts";
import type { Models } from "../../model/models.ts";
import type { RecognizerClient } from "../../recognizer/client.ts";

export type ExploreState =
  | { kind: "idle" }
  | { kind: "busy"; done: number; total: number }
  | { kind: "done"; map: ExploreMap }
  | { kind: "failed"; message: string };

export interface Explore {
  state: ExploreState;
  /** makes the pictures of the clips that are looked at */
  viewer: RecognizerClient;
  open(source: ExploreSource): Promise<void>;
  stop(): void;
}

/** Lays utterances out in a worker of its own, which ends with the component. */
export function useExplore(models: Models): Explore {
  const [mapper, viewer] = useMemo(() => [models.createClient(), models.createClient()], [models]);
  const [state, setState] = useState<ExploreState>({ kind: "idle" });
  useEffect(
    () => () => {
      mapper.end();
      viewer.end();
    },
    [mapper, viewer],
  );
  return {
    state,
    viewer,
    async open(source) {
      mapper.end();
      setState({ kind: "busy", done: 0, total: 0 });
      try {
        const map = await mapper.map(source, (progress) => setState({ kind: "busy", ...progress }));
        setState({ kind: "done", map });
        mapper.end();
      } catch (error) {
        const { name, message } = error instanceof Error ? error : new Error(String(error));
        // What something else was begun instead of says nothing more.
        if (name !== "AbortError") setState({ kind: "failed", message });
      }
    },
    stop() {
      mapper.end();
      setState({ kind: "idle" });
    },
  };
}
