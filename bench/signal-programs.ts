import { fileURLToPath } from "node:url";
import { childOf } from "./child.ts";
import type { Absent, Contestant } from "./contest.ts";
import { installPeers } from "./install-peers.ts";
import { compile } from "./native/compile.ts";
import { pythonWith } from "./python/find.ts";

/** A program that turns a signal into another as its numbers say; see peers/signal-host.mjs. */
export type SignalProgram = { name: string; numbers: readonly number[] } & (
  | { peer: string }
  | { native: string; libraries: readonly string[] }
  | { python: string; modules: readonly string[] }
);

const pathOf = (file: string) => fileURLToPath(new URL(file, import.meta.url));

/** Starts the programs that this machine has; tells of the others why not. */
export function startPrograms(
  programs: readonly SignalProgram[],
  samples: Float32Array,
): { contestants: Contestant[]; absent: Absent[] } {
  const contestants: Contestant[] = [];
  const absent: Absent[] = [];
  for (const program of programs) {
    const { name, numbers } = program;
    const found = commandOf(program);
    if ("reason" in found) absent.push({ name, ...found });
    else contestants.push(childOf(name, found.command, numbers, samples));
  }
  return { contestants, absent };
}

function commandOf(program: SignalProgram): { command: [string, ...string[]] } | { reason: string } {
  if ("peer" in program) {
    const reason = installPeers();
    return reason === undefined
      ? { command: [process.execPath, pathOf("peers/signal-host.mjs"), program.peer] }
      : { reason };
  }
  if ("native" in program) {
    const compiled = compile(program.native, program.libraries);
    return "reason" in compiled ? compiled : { command: [compiled.path] };
  }
  const python = pythonWith(program.modules);
  return python === undefined
    ? { reason: `no Python with ${program.modules.join(" and ")}` }
    : { command: [python, pathOf(`python/${program.python}`)] };
}
