export { type Compilable, compileProgram } from "./compile-program.ts";
export { createEmbedder, type Embedder, type Embedding } from "./embedder.ts";
export { loadProgram } from "./load-program.ts";
export { createNetworkRunner, type NetworkRunner } from "./network-runner.ts";
export { recognitionMemory } from "./recognition-memory.ts";
export { checkedProgram, createRecognizer } from "./recognizer.ts";
export { type Recognition, type Recognizer, recognizerOn } from "./recognizer-on.ts";
export type { RecognizerStream, StreamOptions, StreamResult } from "./stream.ts";
