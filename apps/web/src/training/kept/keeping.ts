import { type Bundle, decodeBundle, encodeBundle } from "@undertone/core";
import { CHECKPOINT_NAMES, type Checkpoint, type Epoch, openCheckpoints } from "@undertone/trainer";
import { forgetTraining } from "./kept-training.ts";
import { type KeptFolder, opfsFolder } from "./opfs-folder.ts";
import { KEPT_FOLDER, readOrder, type TrainingOrder, writeOrder } from "./order.ts";

/** A model whose training is done. */
export interface TrainedModel {
  bundle: Bundle;
  history: Epoch[];
  keptEpoch: number;
}

/** What is kept of one training of a run. */
export interface KeptModel {
  /** an earlier page has trained it; null: it has not */
  trained: TrainedModel | null;
  /** what can be gone on from; null: nothing */
  newest: Checkpoint | null;
  /** left out where nothing can be kept */
  write?: (checkpoint: Checkpoint) => Promise<void>;
  finish(model: TrainedModel): Promise<void>;
}

/** What is kept of a run while it is trained, so that it can be resumed after a reload. */
export interface Keeping {
  /** @param name  of one training: "fold-1" */
  model(name: string): Promise<KeptModel>;
  /** Takes all of it away: the run is done. */
  end(): Promise<void>;
}

const MODEL_NAME = "model.undertone";
const HISTORY_NAME = "history.json";

/**
 * Keeps a run in the page's own storage. Where that fails, full or forbidden, the training goes on all the same.
 *
 * @param resume  what is kept is gone on from; else it is taken away
 * @param notice  told once why nothing more is kept, and of each file that is damaged
 * @throws Error if what is kept is of other recordings or of another version
 */
export async function openKeeping(
  order: TrainingOrder,
  resume: boolean,
  notice: (text: string) => void,
): Promise<Keeping> {
  let isLost = false;
  const lose = (error: unknown) => {
    isLost = true;
    notice(`Nothing is kept from here on: ${reasonOf(error)}. The training goes on, and a reload would lose it.`);
  };
  const attempt = async (body: () => Promise<void>): Promise<void> => {
    if (!isLost) await body().catch(lose);
  };
  if (!resume) await forgetTraining();
  const root = await opfsFolder(KEPT_FOLDER).catch(lose);
  if (resume && root) assertSame(await readOrder(root), order);
  if (!resume && root) await attempt(() => writeOrder(root, order));

  return {
    async model(name) {
      const folder = isLost ? null : ((await opfsFolder(`${KEPT_FOLDER}/${name}`).catch(lose)) ?? null);
      if (!folder) return NOTHING;
      const trained = await readTrained(folder);
      const checkpoints = trained ? null : await openCheckpoints(folder, notice);
      return {
        trained,
        newest: checkpoints?.newest?.checkpoint ?? null,
        write: (checkpoint) => attempt(async () => checkpoints?.write(checkpoint)),
        finish: (model) => attempt(() => writeTrained(folder, model)),
      };
    },
    end: forgetTraining,
  };
}

const NOTHING: KeptModel = { trained: null, newest: null, finish: async () => {} };

/** A run of which nothing is kept. */
export const UNKEPT: Keeping = { model: async () => NOTHING, end: async () => {} };

function assertSame(kept: TrainingOrder | null, order: TrainingOrder): void {
  if (!kept) throw new Error("nothing is kept of the training, expected what it was asked to do: train anew");
  if (kept.undertoneVersion !== order.undertoneVersion) {
    throw new Error(
      `undertoneVersion is ${order.undertoneVersion}, expected ${kept.undertoneVersion}: the version that began a training must end it`,
    );
  }
  if (kept.corpusSha256 !== order.corpusSha256) {
    throw new Error("the recordings are others than when the training began, expected the same ones: train anew");
  }
}

/** The history is written behind the model: with it the model is whole. */
async function writeTrained(folder: KeptFolder, { bundle, history, keptEpoch }: TrainedModel): Promise<void> {
  await folder.write(MODEL_NAME, new Uint8Array(encodeBundle(bundle)));
  await folder.write(HISTORY_NAME, new TextEncoder().encode(JSON.stringify({ history, keptEpoch })));
  for (const name of CHECKPOINT_NAMES) await folder.remove(name);
}

/** Null also of what is damaged: it is trained again. */
async function readTrained(folder: KeptFolder): Promise<TrainedModel | null> {
  const [model, record] = [await folder.read(MODEL_NAME), await folder.read(HISTORY_NAME)];
  if (!model || !record) return null;
  try {
    return { bundle: decodeBundle(model), ...JSON.parse(new TextDecoder().decode(record)) };
  } catch {
    return null;
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof DOMException && error.name === "QuotaExceededError") return "the browser's storage is full";
  if (error instanceof DOMException && error.name === "SecurityError") return "this browser lets the page keep nothing";
  return error instanceof Error ? error.message : String(error);
}
