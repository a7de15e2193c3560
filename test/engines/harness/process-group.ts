import { type ChildProcess, spawn } from "node:child_process";

/** How long a process may take to end by itself when asked. */
const GRACE_MS = 5000;
const TAIL_LENGTH = 2000;

export interface GroupOptions {
  /** in the place of this process's environment */
  environment?: NodeJS.ProcessEnv;
  cwd?: string;
  signal: AbortSignal;
  /** each line of stdout; without it stdout joins stderr in the tail */
  onLine?(line: string): void;
}

export interface GroupEnd {
  /** null where a signal ended it */
  exitCode: number | null;
  /** "exit code 1: what it wrote last on stderr" */
  text: string;
}

/**
 * Runs a command with all it starts in a process group of its own, and ends the whole group with it or when the signal
 * aborts. Ctrl-C in the terminal does not reach the group but through the signal.
 *
 * @throws Error if the command does not start
 */
export async function runGroup(command: string, args: readonly string[], options: GroupOptions): Promise<GroupEnd> {
  const { environment = process.env, cwd, signal, onLine } = options;
  if (signal.aborted) return { exitCode: null, text: "not started" };
  const child = spawn(command, args, {
    env: environment,
    ...(cwd ? { cwd } : {}),
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let tail = "";
  const keep = (text: string) => {
    tail = (tail + text).slice(-TAIL_LENGTH);
  };
  child.stderr.setEncoding("utf8").on("data", keep);
  child.stdout.setEncoding("utf8").on("data", onLine ? byLine(onLine) : keep);
  const stop = () => endGroup(child);
  signal.addEventListener("abort", stop);
  try {
    const [exitCode, endedBy] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve, reject) => {
      child.on("error", reject);
      // Children that outlive the leader would hold the pipes and put off "close" forever.
      child.on("exit", () => killGroup(child, "SIGKILL"));
      child.on("close", (code, name) => resolve([code, name]));
    });
    const how = exitCode === null ? `ended by ${endedBy}` : `exit code ${exitCode}`;
    return { exitCode, text: tail.trim() ? `${how}: ${tail.trim()}` : how };
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

function endGroup(child: ChildProcess): void {
  killGroup(child, "SIGTERM");
  const timer = setTimeout(() => killGroup(child, "SIGKILL"), GRACE_MS);
  child.on("exit", () => clearTimeout(timer));
}

function killGroup({ pid }: ChildProcess, name: NodeJS.Signals): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, name);
  } catch {
    // Nobody of the group is left.
  }
}

function byLine(onLine: (line: string) => void): (text: string) => void {
  let begun = "";
  return (text) => {
    const lines = (begun + text).split("\n");
    begun = lines.pop()!;
    for (const line of lines) onLine(line);
  };
}
