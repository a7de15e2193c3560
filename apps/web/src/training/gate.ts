/** What can be passed while it is open. */
export interface Gate {
  open(): void;
  close(): void;
  /** @throws the signal's reason when aborted */
  passed(signal: AbortSignal): Promise<void>;
}

/** A gate that is open. */
export function createGate(): Gate {
  let opening: PromiseWithResolvers<void> | null = null;
  return {
    open() {
      opening?.resolve();
      opening = null;
    },
    close() {
      opening ??= Promise.withResolvers();
    },
    async passed(signal) {
      if (!opening) return;
      const aborted = new Promise<never>((_, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason), { once: true });
      });
      await Promise.race([opening.promise, aborted]);
    },
  };
}
