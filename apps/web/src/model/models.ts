import { createRecognizerClient, type RecognizerClient } from "../recognizer/client.ts";
import type { ModelCard } from "../recognizer/services.ts";
import { createStore, type Store } from "../shell/store.ts";

/** Where a bundle comes from: a file's bytes and name; null: the one that is built in. */
export type ModelSource = { bytes: Uint8Array; name: string } | null;

export type ModelState =
  | { kind: "opening" }
  | { kind: "open"; card: ModelCard; builtIn: boolean }
  /** none is built in */
  | { kind: "none" };

/** The bundle in use by all views. */
export interface Models {
  state: Store<ModelState>;
  /** why the last bundle could not be opened; null: it could. The one before it is kept. */
  error: Store<string | null>;
  open(source: ModelSource): Promise<void>;
  /** The recognizer that is there from the start, with the bundle in use. */
  client: RecognizerClient;
  /** Another one, with a thread of its own. */
  createClient(): RecognizerClient;
}

export function createModels(): Models {
  const state = createStore<ModelState>({ kind: "opening" });
  const error = createStore<string | null>(null);
  let inUse: ModelSource = null;
  let lastAsked = 0;
  const createClient = () => createRecognizerClient(() => inUse);
  const first = createClient();

  return {
    state,
    error,
    async open(source) {
      const asked = ++lastAsked;
      // Another bundle is tried apart, so that a damaged one disturbs nobody.
      const client = source === inUse ? first : createRecognizerClient(() => source);
      try {
        const card = await client.open();
        if (asked !== lastAsked) return;
        inUse = source;
        error.set(null);
        state.set(card ? { kind: "open", card, builtIn: source === null } : { kind: "none" });
      } catch (reason) {
        if (asked !== lastAsked) return;
        error.set(reason instanceof Error ? reason.message : String(reason));
        if (state.get().kind === "opening") state.set({ kind: "none" });
      } finally {
        if (client !== first) client.end();
      }
    },
    client: first,
    createClient,
  };
}
