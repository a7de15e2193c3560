/** One thing that a worker does: what it takes, what it tells while at it, what it gives. */
export interface Service {
  argument: unknown;
  progress: unknown;
  result: unknown;
}

/** What a worker does, by name. */
export type Services<S> = { [Name in keyof S]: Service };

/** How a worker does it; what is thrown reaches the caller. */
export type Handlers<S extends Services<S>> = {
  [Name in keyof S]: (
    argument: S[Name]["argument"],
    report: (progress: S[Name]["progress"]) => void,
  ) => S[Name]["result"] | Promise<S[Name]["result"]>;
};

interface Question {
  id: number;
  name: string;
  argument: unknown;
}

type Reply = { id: number } & (
  | { kind: "progress" | "result"; value: unknown }
  | { kind: "error"; name: string; message: string }
);

/** What a worker threw, under the name of its class there. */
export class WorkerError extends Error {
  override readonly name: string;

  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

/** Questions to a worker, which starts with the first. */
export interface Connection<S extends Services<S>> {
  /** @throws WorkerError with what the worker threw; AbortError if it was ended meanwhile */
  ask<Name extends keyof S & string>(
    name: Name,
    argument: S[Name]["argument"],
    options?: { onProgress?: (progress: S[Name]["progress"]) => void; transfer?: Transferable[] },
  ): Promise<S[Name]["result"]>;
  /** Ends the worker whatever it does; the next question starts another one. */
  end(): void;
}

/**
 * Answers questions in a worker; to be called once, when it starts.
 *
 * @param coming  loaded apart: WebKit runs a worker's first file once more when another chunk imports it, so that file holds
 *                nothing that one could
 */
export function serve<S extends Services<S>>(coming: Promise<Handlers<S>>): void {
  const reply = (message: Reply) => globalThis.postMessage(message);
  globalThis.addEventListener("message", async ({ data: { id, name, argument } }: MessageEvent<Question>) => {
    try {
      const handler = (await coming)[name as keyof S];
      const value = await handler(argument, (progress) => reply({ id, kind: "progress", value: progress }));
      reply({ id, kind: "result", value });
    } catch (error) {
      const { name, message } = error instanceof Error ? error : new Error(String(error));
      reply({ id, kind: "error", name, message });
    }
  });
}

/**
 * Connects to a worker that `start` starts.
 *
 * @param onEnd  told when it has ended, by itself or not: what it knew is gone
 */
export function connect<S extends Services<S>>(start: () => Worker, onEnd?: () => void): Connection<S> {
  let worker: Worker | null = null;
  let nextId = 0;
  const waiting = new Map<
    number,
    { resolve(value: unknown): void; reject(error: Error): void; onProgress?: unknown }
  >();

  const end = (reason: Error) => {
    worker?.terminate();
    worker = null;
    onEnd?.();
    for (const { reject } of waiting.values()) reject(reason);
    waiting.clear();
  };
  const started = () => {
    const begun = start();
    begun.onmessage = ({ data: reply }: MessageEvent<Reply>) => {
      const asked = waiting.get(reply.id);
      if (!asked) return;
      if (reply.kind === "progress") return (asked.onProgress as ((value: unknown) => void) | undefined)?.(reply.value);
      waiting.delete(reply.id);
      if (reply.kind === "error") asked.reject(new WorkerError(reply.name, reply.message));
      else asked.resolve(reply.value);
    };
    begun.onerror = ({ message }) => end(new WorkerError("Error", message || "the worker could not be started"));
    return begun;
  };

  return {
    ask: (name, argument, { onProgress, transfer = [] } = {}) =>
      new Promise((resolve, reject) => {
        worker ??= started();
        const id = nextId++;
        waiting.set(id, { resolve: resolve as (value: unknown) => void, reject, onProgress });
        worker.postMessage({ id, name, argument } satisfies Question, transfer);
      }),
    end: () => end(new DOMException("ended", "AbortError")),
  };
}
