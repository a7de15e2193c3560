import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { setTimeout } from "node:timers/promises";
import { CommandError, isSystemError } from "../errors.ts";

/** A file that says which process works in a folder. */
export interface Lock {
  release(): void;
}

interface Holder {
  pid: number;
  /** boot of the machine and, in clock ticks since then, start of the process; null where the system does not tell */
  start: string | null;
  host: string;
}

/**
 * Takes a lock: the file `path` is made, or taken over from a process that is dead.
 *
 * @param onTakeover  told what dead process had it
 * @throws CommandError if a living process has it, or one of another machine, of which nothing is known
 */
export async function takeLock(path: string, onTakeover: (text: string) => void): Promise<Lock> {
  const own: Holder = { pid: process.pid, start: startOf(process.pid), host: hostname() };
  const text = `${JSON.stringify(own)}\n`;
  if (!created(path, text)) {
    const found = await readSettled(path);
    if (found && isAlive(found.holder)) throw new CommandError(inUse(path, found.holder));
    // Of several that see the same dead holder, one gets the file away; whoever gets a living one's puts it back.
    const aside = `${path}.${process.pid}.tmp`;
    if (found && renamed(path, aside)) {
      const taken = read(aside);
      if (taken?.text !== found.text) {
        renameSync(aside, path);
        throw new CommandError(inUse(path, taken?.holder));
      }
      rmSync(aside);
    }
    if (!created(path, text)) throw new CommandError(inUse(path, read(path)?.holder));
    if (found)
      onTakeover(`${path} was left by ${found.holder ? `process ${found.holder.pid}` : "a process"}, which is dead`);
  }
  return {
    release() {
      if (read(path)?.text === text) rmSync(path, { force: true });
    },
  };
}

function inUse(path: string, holder: Holder | null | undefined): string {
  if (!holder) return `${path}: another process has just taken it, expected no other in this folder`;
  const where = holder.host === hostname() ? "" : ` on ${holder.host}: remove the file if it is dead`;
  return `${path}: is held by process ${holder.pid}${where}, expected no other in this folder`;
}

/** Makes the file unless it is there. A file that cannot be filled is taken away again. */
function created(path: string, text: string): boolean {
  try {
    writeFileSync(path, text, { flag: "wx", flush: true });
    return true;
  } catch (error) {
    if (isSystemError(error, "EEXIST")) return false;
    rmSync(path, { force: true });
    throw Object.assign(error as Error, { path });
  }
}

function renamed(from: string, to: string): boolean {
  try {
    renameSync(from, to);
    return true;
  } catch (error) {
    if (isSystemError(error, "ENOENT")) return false;
    throw error;
  }
}

interface LockFile {
  text: string;
  /** null if it was killed before it could say who it is */
  holder: Holder | null;
}

/** Null if there is no file. */
function read(path: string): LockFile | null {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if (isSystemError(error, "ENOENT")) return null;
    throw error;
  }
  try {
    const { pid, start, host } = JSON.parse(text) as Holder;
    return { text, holder: Number.isInteger(pid) ? { pid, start, host } : null };
  } catch {
    return { text, holder: null };
  }
}

/** As `read`, but gives whoever has just made the file the time to fill it. */
async function readSettled(path: string): Promise<LockFile | null> {
  const found = read(path);
  if (!found || found.holder) return found;
  await setTimeout(100);
  return read(path);
}

function isAlive(holder: Holder | null): boolean {
  if (!holder) return false;
  if (holder.host !== hostname()) return true;
  try {
    process.kill(holder.pid, 0);
  } catch (error) {
    // It may be there and not ours: EPERM.
    if (isSystemError(error, "ESRCH")) return false;
  }
  const start = startOf(holder.pid);
  // Process numbers are used again; and a killed process keeps its number until its parent has noticed.
  return start !== "dead" && (start === null || holder.start === null || start === holder.start);
}

/** When a process began, by Linux's /proc; "dead" for one that only waits for its parent; null where it is not told. */
function startOf(pid: number): string | null {
  try {
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    // The second field is the program's name in parentheses, which may itself hold blanks and parentheses.
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^.*\)\s*/s, "")
      .split(" ");
    const [state, ticks] = [fields[0], fields[19]];
    return state === "Z" || state === "X" ? "dead" : `${boot} ${ticks}`;
  } catch {
    return null;
  }
}
