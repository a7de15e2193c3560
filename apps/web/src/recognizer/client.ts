import type { AdaptAnswer, AdaptProgress, AdaptQuestion } from "../adapt/services.ts";
import type { BenchProgress, Measures } from "../bench/services.ts";
import type { ClipView, ExploreMap, ExploreSource, LookQuestion } from "../explore/services.ts";
import type { ModelSource } from "../model/models.ts";
import { connect } from "../workers/rpc.ts";
import type { Analysis, ClipResult, LiveUpdate, ModelCard, RecognizerServices } from "./services.ts";

/** A recognizer in a worker, which starts when it is first asked. */
export interface RecognizerClient {
  /** Opens the bundle in use, unless it is open; all else does it, too. Null if none is built in. */
  open(): Promise<ModelCard | null>;
  /** @throws WorkerError with the reason why the file cannot be recognized; AbortError after `end` */
  recognize(file: File): Promise<ClipResult>;
  /** A file with an utterance of a synthetic voice, another one each time. */
  synthesize(): Promise<File>;
  analyze(file: File, onProgress: (analysis: Analysis) => void): Promise<void>;
  /** Fits the last layer of the bundle in use to clips. @throws WorkerError with what is wrong with them */
  adapt(question: AdaptQuestion, onProgress: (progress: AdaptProgress) => void): Promise<AdaptAnswer>;
  /** A few clips of each label that a synthetic voice can express, all of one voice. */
  synthesizeClips(): Promise<{ label: string; file: File }[]>;
  /** Lays utterances out by what the bundle in use sees in them. @throws WorkerError if none can be read */
  map(source: ExploreSource, onProgress: (progress: { done: number; total: number }) => void): Promise<ExploreMap>;
  look(question: LookQuestion): Promise<ClipView>;
  /** Times the open bundle. @param seconds  how long, about */
  bench(seconds: number, onProgress: (progress: BenchProgress) => void): Promise<Measures>;
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
  let nSynthesized = 0;
  let opened: { source: ModelSource; card: Promise<ModelCard | null> } | null = null;
  const connection = connect<RecognizerServices>(
    () => new Worker(new URL("./recognizer.worker.ts", import.meta.url), { type: "module", name: "recognizer" }),
    () => {
      opened = null;
    },
  );
  const open = () => {
    const source = sourceOf();
    if (opened?.source !== source) {
      const argument = { bytes: source?.bytes ?? null, name: source?.name ?? "built in" };
      opened = { source, card: connection.ask("open", argument) };
    }
    return opened.card;
  };
  return {
    open,
    async recognize(file) {
      await open();
      return connection.ask("recognize", { file, name: file.name });
    },
    async synthesize() {
      const { name, wav } = await connection.ask("synthesize", { number: nSynthesized++ });
      return new File([wav], name, { type: "audio/wav" });
    },
    async analyze(file, onProgress) {
      await open();
      await connection.ask("analyze", { file, name: file.name }, { onProgress });
    },
    async adapt(question, onProgress) {
      await open();
      return connection.ask("adapt", question, { onProgress });
    },
    async synthesizeClips() {
      await open();
      const clips = await connection.ask("synthesizeClips", null);
      return clips.map(({ label, name, wav }) => ({ label, file: new File([wav], name, { type: "audio/wav" }) }));
    },
    async map(source, onProgress) {
      await open();
      return connection.ask("map", source, { onProgress });
    },
    async look(question) {
      await open();
      return connection.ask("look", question);
    },
    async bench(seconds, onProgress) {
      await open();
      return connection.ask("bench", { seconds }, { onProgress });
    },
    async listen(port, sampleRate, onProgress) {
      await open();
      return connection.ask("listen", { port, sampleRate }, { onProgress, transfer: [port] });
    },
    end: connection.end,
  };
}
