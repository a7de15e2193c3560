import { Worker } from "node:worker_threads";
import type { TestWorker } from "./workers.ts";

/** From the sources: tsx does not reach into the threads of Node 20 by itself. */
const BOOT = `import("tsx/esm/api").then(({ register }) => { register(); return import(${JSON.stringify(
  new URL("./worker.node.ts", import.meta.url).href,
)}); });`;

export function startWorker(): TestWorker {
  const { port1: port, port2 } = new MessageChannel();
  const death = new AbortController();
  const worker = new Worker(BOOT, {
    eval: true,
    workerData: port2,
    transferList: [port2 as never],
    execArgv: ["--conditions=@undertone/source"],
  });
  worker.once("error", (error) => death.abort(error));
  worker.once("exit", () => death.abort(new Error("the worker has ended")));
  return {
    port,
    death: death.signal,
    end() {
      port.close();
      void worker.terminate();
    },
  };
}
