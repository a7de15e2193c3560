import type { RecognizerClient } from "../../recognizer/client.ts";
import type { ClipResult } from "../../recognizer/services.ts";
import { createStore, type Store } from "../../shell/store.ts";

/** A file and how far it is. */
export interface Item {
  id: number;
  file: File;
  /** where it lies in a dropped folder, or its name */
  path: string;
  status:
    | { kind: "waiting" | "busy" }
    | { kind: "done"; result: ClipResult }
    /** why it could not be recognized */
    | { kind: "failed"; reason: string };
}

/** A file with where it lies in what was dropped. */
export interface Found {
  file: File;
  path: string;
}

export interface QueueState {
  items: readonly Item[];
  /** whether it was stopped before its end */
  stopped: boolean;
}

/** Files that are recognized one after another; one that cannot be is told of, and the next one comes. */
export interface Queue {
  state: Store<QueueState>;
  /** @returns the first new item's id */
  add(found: readonly Found[]): number;
  /** Leaves those that wait for `resume`. */
  stop(): void;
  resume(): void;
  /** Recognizes all anew, as with another bundle. */
  restart(): void;
  clear(): void;
}

export function createQueue(client: RecognizerClient): Queue {
  const state = createStore<QueueState>({ items: [], stopped: false });
  let nextId = 0;
  let run = 0;

  const setStatus = (id: number, status: Item["status"]) => {
    const { items, ...rest } = state.get();
    state.set({ ...rest, items: items.map((item) => (item.id === id ? { ...item, status } : item)) });
  };
  /** Goes on while it is the latest run. */
  const work = async (mine: number) => {
    for (;;) {
      const item = state.get().items.find(({ status }) => status.kind === "waiting");
      if (!item) return;
      setStatus(item.id, { kind: "busy" });
      const status = await recognized(client, item.file);
      if (mine !== run) return;
      setStatus(item.id, status);
    }
  };
  const isWorking = () => state.get().items.some(({ status }) => status.kind === "busy");
  const begin = () => {
    if (!state.get().stopped && !isWorking()) void work(++run);
  };
  const halt = () => {
    run++;
    client.end();
  };
  const waiting = (item: Item): Item => ({ ...item, status: { kind: "waiting" } });

  return {
    state,
    add(found) {
      const first = nextId;
      const added = found.map((one): Item => ({ ...one, id: nextId++, status: { kind: "waiting" } }));
      state.set({ items: [...state.get().items, ...added], stopped: false });
      begin();
      return first;
    },
    stop() {
      halt();
      const { items } = state.get();
      state.set({ items: items.map((item) => (item.status.kind === "busy" ? waiting(item) : item)), stopped: true });
    },
    resume() {
      state.set({ ...state.get(), stopped: false });
      begin();
    },
    restart() {
      halt();
      state.set({ items: state.get().items.map(waiting), stopped: false });
      begin();
    },
    clear() {
      halt();
      state.set({ items: [], stopped: false });
    },
  };
}

async function recognized(client: RecognizerClient, file: File): Promise<Item["status"]> {
  try {
    return { kind: "done", result: await client.recognize(file) };
  } catch (error) {
    return { kind: "failed", reason: error instanceof Error ? error.message : String(error) };
  }
}
