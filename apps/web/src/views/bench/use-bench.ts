import { useEffect, useMemo, useState } from "preact/hooks";
import { type BrandedNavigator, browserName } from "../../bench/browser-name.ts";
import type { BenchProgress, BenchReport } from "../../bench/services.ts";
import type { Models } from "../../model/models.ts";
import type { ModelCard } from "../../recognizer/services.ts";

export type BenchState =
  | { kind: "idle" }
  | { kind: "busy"; progress: BenchProgress }
  | { kind: "done"; report: BenchReport }
  | { kind: "failed"; message: string };

export interface Bench {
  state: BenchState;
  start(card: ModelCard): Promise<void>;
  stop(): void;
}

/** Long enough for steady medians, short enough to wait for. */
const SECONDS = 3;

/** Measures in a worker of its own, which ends with the component. */
export function useBench(models: Models): Bench {
  const client = useMemo(() => models.createClient(), [models]);
  const [state, setState] = useState<BenchState>({ kind: "idle" });
  useEffect(() => client.end, [client]);
  return {
    state,
    async start({ name, training }) {
      setState({ kind: "busy", progress: { doing: "features", share: 0 } });
      try {
        const measures = await client.bench(SECONDS, (progress) => setState({ kind: "busy", progress }));
        const { userAgent, hardwareConcurrency: cores } = navigator;
        const report = {
          machine: { browser: browserName(navigator as BrandedNavigator), cores, userAgent },
          date: new Date().toISOString(),
          bundle: { name, weightsSha256: training.weightsSha256 },
          ...measures,
        };
        setState({ kind: "done", report });
      } catch (error) {
        const { name, message } = error instanceof Error ? error : new Error(String(error));
        setState(name === "AbortError" ? { kind: "idle" } : { kind: "failed", message });
      } finally {
        client.end();
      }
    },
    stop: client.end,
  };
}
