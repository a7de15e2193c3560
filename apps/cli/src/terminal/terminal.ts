import { shown } from "./format.ts";
import { type Output, type Phase, type PhaseOptions, startPhase } from "./progress.ts";

/** What a command is given of the process it runs in. */
export interface Context {
  stdout: Output;
  stderr: Output;
  /** the command line's words after `undertone` */
  args: readonly string[];
  signal: AbortSignal;
}

/** How a command speaks: to a person in text, or to a program in one JSON document. */
export interface Terminal {
  /** A line or more for people, on stdout; nothing under --json. */
  print(text?: string): void;
  /** The document for programs, on stdout; nothing without --json. To be called once. */
  result(value: unknown): void;
  /** `undertone: text` on stderr. */
  warn(text: string): void;
  /** Shows progress on stderr. */
  phase(options: PhaseOptions): Phase;
}

export function terminalOf({ stdout, stderr }: Context, json: boolean | undefined): Terminal {
  return {
    print(text = "") {
      if (!json) stdout.write(`${shown(text)}\n`);
    },
    result(value) {
      if (json) stdout.write(`${JSON.stringify(value, null, 2)}\n`);
    },
    warn(text) {
      stderr.write(`undertone: ${shown(text)}\n`);
    },
    phase: (options) => startPhase(stderr, options),
  };
}
