import type { Job } from "./job.ts";

/** Every job by its name, in the order in which an engine runs them; loaded where it runs. */
export const JOBS: Readonly<Record<string, () => Promise<Job>>> = {
  features: async () => (await import("./features.ts")).features,
  recognition: async () => (await import("./recognition.ts")).recognition,
  training: async () => (await import("./training.ts")).training,
  "2-workers": async () => (await import("./training.ts")).trainingByWorkers,
};
