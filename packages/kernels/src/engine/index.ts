export { type Engine, engineBytes, leanEngineBytes, loadEngine } from "./load.ts";
export * as STATUS from "./status.ts";
