import { programEngine } from "../harness/program.ts";
import type { Engine } from "./engine.ts";

/** The Node that runs this command: V8. */
export const node: Engine = { name: "node", find: (machine) => programEngine(process.execPath, machine) };
