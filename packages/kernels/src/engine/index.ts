export { type Engine, engineBytes, loadEngine } from "./load.ts";
export { STATUS } from "./status.ts";
