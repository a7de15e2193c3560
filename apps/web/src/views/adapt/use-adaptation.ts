import { useEffect, useMemo, useState } from "preact/hooks";
import type { AdaptAnswer, AdaptProgress } from "../../adapt/services.ts";
import type { Models } from "../../model/models.ts";
import { givenClips, type LabelClips } from "./clips.ts";

export type AdaptationState =
  | { kind: "idle" }
  | { kind: "busy"; progress: AdaptProgress }
  | { kind: "done"; answer: AdaptAnswer }
  | { kind: "failed"; message: string };

export interface UseAdaptation {
  state: AdaptationState;
  start(labels: readonly LabelClips[]): Promise<void>;
  stop(): void;
  /** Forgets what was adapted. */
  clear(): void;
}

/** Adapts in a worker of its own, which ends with the component. */
export function useAdaptation(models: Models): UseAdaptation {
  const client = useMemo(() => models.createClient(), [models]);
  const [state, setState] = useState<AdaptationState>({ kind: "idle" });
  useEffect(() => client.end, [client]);
  return {
    state,
    async start(labels) {
      setState({ kind: "busy", progress: { doing: "reading", done: 0, total: 0 } });
      try {
        const question = { clips: givenClips(labels), labels: labels.map(({ label }) => label) };
        const answer = await client.adapt(question, (progress) => setState({ kind: "busy", progress }));
        setState({ kind: "done", answer });
      } catch (error) {
        const { name, message } = error instanceof Error ? error : new Error(String(error));
        setState(name === "AbortError" ? { kind: "idle" } : { kind: "failed", message });
      }
    },
    stop: client.end,
    clear: () => setState({ kind: "idle" }),
  };
}
