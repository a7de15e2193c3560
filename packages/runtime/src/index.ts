export { type Compilable, compileProgram } from "./compile-program.ts";
export { loadProgram } from "./load-program.ts";
export { createNetworkRunner, type NetworkRunner } from "./network-runner.ts";
export { createRecognizer, type Recognition, type Recognizer } from "./recognizer.ts";
