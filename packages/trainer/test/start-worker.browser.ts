import type { TestWorker } from "./workers.ts";

export function startWorker(): TestWorker {
  const { port1: port, port2 } = new MessageChannel();
  const death = new AbortController();
  const worker = new Worker(new URL("./worker.browser.ts", import.meta.url), { type: "module" });
  worker.onerror = ({ message }) => death.abort(new Error(message));
  worker.postMessage(port2, [port2]);
  return {
    port,
    death: death.signal,
    end() {
      port.close();
      worker.terminate();
      death.abort(new Error("the worker has ended"));
    },
  };
}
