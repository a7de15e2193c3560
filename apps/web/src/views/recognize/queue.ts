import type { Found } from "../../files/dropped-files.ts";
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

/** A list of a thousand takes longer to draw than a file to recognize, so results are told of together. */
const TELL_EVERY_MS = 200;

export function createQueue(client: RecognizerClient): Queue {
  const state = createStore<QueueState>({ items: [], stopped: false });
  let items: Item[] = [];
  let stopped = false;
  let nextId = 0;
  /** counts up at each halt: what an earlier run still waits for is then nobody's */
  let run = 0;
  let working = false;
  let telling: ReturnType<typeof setTimeout> | undefined;

  const tell = () => {
    clearTimeout(telling);
    telling = undefined;
    state.set({ items: [...items], stopped });
  };
  const setStatus = (at: number, status: Item["status"]) => {
    items[at] = { ...items[at], status };
    telling ??= setTimeout(tell, TELL_EVERY_MS);
  };
  const work = async () => {
    const mine = run;
    working = true;
    for (;;) {
      const at = items.findIndex(({ status }) => status.kind === "waiting");
      if (at < 0) break;
      setStatus(at, { kind: "busy" });
      const status = await recognized(client, items[at].file);
      if (mine !== run) return;
      setStatus(at, status);
    }
    working = false;
    tell();
  };
  const begin = () => {
    stopped = false;
    tell();
    if (!working) void work();
  };
  const halt = () => {
    run++;
    working = false;
    client.end();
  };
  const waiting = (item: Item): Item => ({ ...item, status: { kind: "waiting" } });

  return {
    state,
    add(found) {
      const first = nextId;
      for (const one of found) items.push({ ...one, id: nextId++, status: { kind: "waiting" } });
      begin();
      return first;
    },
    stop() {
      halt();
      items = items.map((item) => (item.status.kind === "busy" ? waiting(item) : item));
      stopped = true;
      tell();
    },
    resume: begin,
    restart() {
      halt();
      items = items.map(waiting);
      begin();
    },
    clear() {
      halt();
      items = [];
      stopped = false;
      tell();
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
