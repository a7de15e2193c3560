import { BackendError } from "@undertone/tfjs-wasm-train";
import type { WorkerProblem, WorkerReply, WorkerRequest } from "./protocol.ts";
import { ArithmeticError } from "./self-test.ts";

/** A thread that computes for a training; whoever starts it also ends it. It serves one training at a time. */
export interface TrainingWorker {
  /** the other end of the port that the thread gave to `serveTraining` */
  port: MessagePort;
  /** aborted when the thread has died, its reason the error: what was asked of it will never be answered */
  death: AbortSignal;
}

/** Questions to a worker, which answers them in their order. */
export interface WorkerLink {
  /**
   * @param transfer  buffers that the request takes away
   * @throws what the worker threw; the reason of its death
   */
  ask<T>(request: Exclude<WorkerRequest, { kind: "end" }>, transfer?: ArrayBuffer[]): Promise<T>;
  /** Lets the worker forget the training; to be called when every question is answered. */
  end(): void;
}

export function linkTo({ port, death }: TrainingWorker): WorkerLink {
  const waiting: { resolve(result: unknown): void; reject(reason: unknown): void }[] = [];
  const die = () => {
    for (const { reject } of waiting.splice(0)) reject(death.reason);
  };
  death.addEventListener("abort", die);
  port.onmessageerror = () => {
    waiting.shift()?.reject(new Error("a training worker's reply could not be read"));
  };
  port.onmessage = ({ data: reply }: MessageEvent<WorkerReply>) => {
    const answered = waiting.shift();
    if ("error" in reply) answered?.reject(errorOf(reply.error));
    else answered?.resolve(reply.result);
  };
  return {
    ask<T>(request: WorkerRequest, transfer: ArrayBuffer[] = []) {
      return new Promise<T>((resolve, reject) => {
        if (death.aborted) return reject(death.reason);
        port.postMessage(request, transfer);
        waiting.push({ resolve: (result) => resolve(result as T), reject });
      });
    },
    end() {
      port.onmessage = null;
      port.onmessageerror = null;
      death.removeEventListener("abort", die);
      port.postMessage({ kind: "end" } satisfies WorkerRequest);
    },
  };
}

const KNOWN = { RangeError, TypeError, BackendError, ArithmeticError };

/** The error that a worker threw, of its own class where that is known here. */
function errorOf({ name, message, stack }: WorkerProblem): Error {
  if (Object.hasOwn(KNOWN, name)) return Object.assign(new KNOWN[name as keyof typeof KNOWN](message), { stack });
  return Object.assign(new Error(message), { name, stack });
}
