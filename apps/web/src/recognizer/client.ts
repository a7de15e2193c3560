import type { ModelSource } from "../model/models.ts";
import { connect } from "../workers/rpc.ts";
import type { Analysis, ClipResult, LiveUpdate, ModelCard, RecognizerServices } from "./services.ts";

/** A recognizer in a worker, which starts when it is first asked. */
export interface RecognizerClient {
  /** Opens the bundle, unless it is open; null if none is built in. */
  open(): Promise<ModelCard | null>;
  /** @throws WorkerError with the reason why the file cannot be recognized; AbortError after `end` */
  recognize(file: File): Promise<ClipResult>;
  analyze(file: File, onProgress: (analysis: Analysis) => void): Promise<void>;
  /** Hears what comes in at a port until it says null. @returns a WAV file of it */
  listen(
    port: MessagePort,
    sampleRate: number,
    onProgress: (update: LiveUpdate) => void,
  ): Promise<Uint8Array<ArrayBuffer>>;
  /** Ends whatever it does; what is asked next starts it anew, with the bundle then in use. */
  end(): void;
}

export function createRecognizerClient(sourceOf: () => ModelSource): RecognizerClient {
  const connection = connect<RecognizerServices>(
    () => new Worker(new URL("./recognizer.worker.ts", import.meta.url), { type: "module", name: "recognizer" }),
  );
  let opened: Promise<ModelCard | null> | null = null;
  const open = () => {
    const source = sourceOf();
    opened ??= connection.ask("open", { bytes: source?.bytes ?? null, name: source?.name ?? "built in" });
    return opened;
  };
  return {
    open,
    async recognize(file) {
      await open();
      return connection.ask("recognize", { file, name: file.name });
    },
    async analyze(file, onProgress) {
      await open();
      await connection.ask("analyze", { file, name: file.name }, { onProgress });
    },
    async listen(port, sampleRate, onProgress) {
      await open();
      return connection.ask("listen", { port, sampleRate }, { onProgress, transfer: [port] });
    },
    end() {
      opened = null;
      connection.end();
    },
  };
}
