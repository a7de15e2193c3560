import type { Epoch } from "@undertone/trainer";
import { useEffect, useMemo, useState } from "preact/hooks";
import { createStore, type Store, useStore } from "../../shell/store.ts";
import type {
  CorpusSource,
  CorpusTable,
  TrainingChoice,
  TrainingReport,
  TrainingServices,
} from "../../training/services.ts";
import { connect } from "../../workers/rpc.ts";

/** What is under way in the training worker. */
export type Activity =
  | { kind: "idle" }
  | { kind: "opening"; done: number; total: number }
  | { kind: "training"; epoch: number; epochs: number; step: number; nSteps: number; secondsLeft: number | null }
  | { kind: "testing" };

/** All that the view shows. */
export interface TrainingState {
  activity: Activity;
  corpus: CorpusTable | null;
  /** speakers on each side of the division, once it is made */
  divided: { train: number; validation: number; test: number } | null;
  epochs: readonly Epoch[];
  choice: TrainingChoice | null;
  report: TrainingReport | null;
  /** what went wrong, and at what */
  error: { title: string; message: string } | null;
}

/** The training worker, as a view uses it. */
export interface Training {
  state: Store<TrainingState>;
  open(source: CorpusSource): Promise<void>;
  train(choice: TrainingChoice): Promise<void>;
  stop(): void;
  end(): void;
}

const NOTHING = { divided: null, epochs: [], choice: null, report: null, error: null } as const;
const IDLE: Activity = { kind: "idle" };

export function createTraining(): Training {
  const connection = connect<TrainingServices>(
    () =>
      new Worker(new URL("../../training/training.worker.ts", import.meta.url), { type: "module", name: "training" }),
  );
  const state = createStore<TrainingState>({ activity: IDLE, corpus: null, ...NOTHING });
  const update = (change: Partial<TrainingState>) => state.set({ ...state.get(), ...change });
  const failed = (title: string) => (error: unknown) => {
    const stopped = error instanceof Error && error.name === "AbortError";
    const message = error instanceof Error ? error.message : String(error);
    update({ activity: IDLE, error: stopped ? null : { title, message } });
  };

  return {
    state,
    async open(source) {
      update({ activity: { kind: "opening", done: 0, total: 0 }, corpus: null, ...NOTHING });
      await connection
        .ask("open", source, { onProgress: (progress) => update({ activity: { kind: "opening", ...progress } }) })
        .then((corpus) => update({ corpus, activity: IDLE }), failed("This corpus could not be read"));
    },
    async train(choice) {
      const { epochs } = choice;
      update({
        ...NOTHING,
        choice,
        activity: { kind: "training", epoch: 1, epochs, step: 0, nSteps: 0, secondsLeft: null },
      });
      let begun = 0;
      await connection
        .ask("train", choice, {
          onProgress(progress) {
            if (progress.kind === "divided") update({ divided: progress });
            if (progress.kind === "epoch") update({ epochs: [...state.get().epochs, progress.epoch] });
            if (progress.kind === "test") update({ activity: { kind: "testing" } });
            if (progress.kind !== "step") return;
            // Timed from the first step: what is before it is not repeated.
            const { epoch, step, nSteps } = progress;
            begun ||= performance.now();
            const each = step > 1 ? (performance.now() - begun) / 1000 / (step - 1) : null;
            const secondsLeft = each === null ? null : each * (nSteps - step);
            update({ activity: { kind: "training", epoch, epochs, step, nSteps, secondsLeft } });
          },
        })
        .then((report) => update({ report, activity: IDLE }), failed("The training could not be done"));
    },
    stop: () => void connection.ask("stop", null),
    end: connection.end,
  };
}

/** A training worker for as long as a component is there, and what it does. */
export function useTraining(): [Training, TrainingState] {
  const [training] = useState(createTraining);
  const state = useStore(training.state);
  useEffect(() => training.end, [training]);
  return useMemo(() => [training, state], [training, state]);
}
