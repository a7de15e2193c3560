/** What can be passed while it is open. */
export interface Gate {
  open(): void;
  close(): void;
  /** @throws the signal's reason when aborted */
  passed(signal: AbortSignal): Promise<void>;
}

/** A gate that is open. */
export function createGate(): Gate {
  let closed: { opened: Promise<void>; open(): void } | null = null;
  return {
    open() {
      closed?.open();
      closed = null;
    },
    close() {
      if (closed) return;
      let open = () => {};
      const opened = new Promise<void>((resolve) => {
        open = resolve;
      });
      closed = { opened, open };
    },
    async passed(signal) {
      if (!closed) return;
      const aborted = new Promise<never>((_, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason), { once: true });
      });
      await Promise.race([closed.opened, aborted]);
    },
  };
}
