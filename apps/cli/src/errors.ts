import { getSystemErrorMap } from "node:util";
import { AudioFormatError } from "@undertone/audio";
import { ContainerError } from "@undertone/core";

export const FAILED = 1;
export const WRONG_USAGE = 2;
export const INTERRUPTED = 130;

/** Wrong arguments or option values. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** A command that could not do its work, for a reason that the message tells in full. */
export class CommandError extends Error {
  override readonly name: string = "CommandError";
}

/** A file or folder that cannot be used. */
export class FileError extends CommandError {
  override readonly name = "FileError";
  readonly reason: string;

  constructor(file: string, reason: string) {
    super(`${file}: ${reason}`);
    this.reason = reason;
  }
}

/** A disk without room for what a run must write. */
export class DiskFullError extends CommandError {
  override readonly name = "DiskFullError";

  /** @param how  how to go on when there is room */
  constructor(full: NodeJS.ErrnoException, how: string) {
    super(`${full.path}: ${systemReason(full)}; with room there, ${how}`);
  }
}

/** Ctrl-C, or the system's wish to end. */
export class Interrupted extends Error {
  override readonly name = "Interrupted";

  /** @param kept  what is on the disk now */
  constructor(kept = "nothing was written") {
    super(`interrupted: ${kept}`);
  }
}

/** What a person is told of an error, in one line, and the exit code; a bug, which no message explains, has its stack. */
export function explained(error: unknown): { text: string; exitCode: number } {
  if (error instanceof UsageError) return { text: error.message, exitCode: WRONG_USAGE };
  if (error instanceof Interrupted) return { text: error.message, exitCode: INTERRUPTED };
  if (error instanceof CommandError || error instanceof AudioFormatError || error instanceof ContainerError) {
    return { text: error.message, exitCode: FAILED };
  }
  if (isSystemError(error)) return { text: `${error.path ?? error.syscall}: ${systemReason(error)}`, exitCode: FAILED };
  return { text: `this is a bug: ${error instanceof Error ? error.stack : String(error)}`, exitCode: FAILED };
}

/**
 * Why one file among several could not be used, without its name.
 *
 * @throws error itself, unless it says something of the file
 */
export function reasonOf(error: unknown): string {
  if (error instanceof AudioFormatError) return `${error.reason} (at byte ${error.byteOffset})`;
  if (error instanceof FileError) return error.reason;
  if (isRejection(error)) return error.message;
  if (isSystemError(error)) return systemReason(error);
  throw error;
}

/** Runs `body`; where a package rejects a value with a RangeError, throws `as` with the same message behind `prefix`. */
export function rejecting<T>(as: new (message: string) => Error, body: () => T, prefix = ""): T {
  try {
    return body();
  } catch (error) {
    return rejectAs(as, prefix)(error);
  }
}

/** Throws what `rejecting` throws, for `catch` of a promise. RangeErrors of the engine itself are bugs and stay. */
export function rejectAs(as: new (message: string) => Error, prefix = ""): (error: unknown) => never {
  return (error) => {
    throw isRejection(error) ? new as(`${prefix}${error.message}`) : error;
  };
}

function isRejection(error: unknown): error is RangeError {
  return error instanceof RangeError && error.message.includes(", expected ");
}

export function isSystemError(error: unknown, ...codes: string[]): error is NodeJS.ErrnoException {
  if (!(error instanceof Error && "syscall" in error && "code" in error)) return false;
  return codes.length === 0 || codes.includes(String(error.code));
}

function systemReason({ code, errno, message }: NodeJS.ErrnoException): string {
  if (code === "EISDIR") return "is a folder, expected a file";
  if (code === "ENOTDIR") return "is no folder";
  return (errno && getSystemErrorMap().get(errno)?.[1]) || message;
}
