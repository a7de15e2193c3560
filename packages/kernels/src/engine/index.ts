export { type Engine, engineBytes, leanEngineBytes, loadEngine } from "./load.ts";
export { STATUS } from "./status.ts";
