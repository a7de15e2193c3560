import { useEffect, useState } from "preact/hooks";

/** A value that changes, and tells who listens. */
export interface Store<T> {
  get(): T;
  set(next: T): void;
  /** @returns what ends the listening */
  subscribe(listener: (value: T) => void): () => void;
}

export function createStore<T>(initial: T): Store<T> {
  let value = initial;
  const listeners = new Set<(value: T) => void>();
  return {
    get: () => value,
    set(next) {
      value = next;
      for (const listener of listeners) listener(next);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

/** A store's value in a component, which is drawn anew when it changes. */
export function useStore<T>(store: Store<T>): T {
  const [, setValue] = useState({ value: store.get() });
  useEffect(() => {
    setValue({ value: store.get() });
    return store.subscribe((value) => setValue({ value }));
  }, [store]);
  return store.get();
}
