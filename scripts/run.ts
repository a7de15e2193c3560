import { spawn } from "node:child_process";

/** No tool of the build or the tests reports its use or asks for news of itself. */
const QUIET = {
  DO_NOT_TRACK: "1",
  TURBO_TELEMETRY_DISABLED: "1",
  TURBO_NO_UPDATE_NOTIFIER: "1",
  NO_UPDATE_NOTIFIER: "1",
  npm_config_update_notifier: "false",
};

export interface RunOptions {
  /** beside those of this process */
  environment?: Record<string, string>;
  /** asks the command to end, by SIGTERM */
  signal?: AbortSignal;
}

/**
 * Runs a command of node_modules/.bin or of the system with this process's terminal as its own.
 *
 * @returns its exit code; 1 if it did not start or was ended by a signal
 */
export function run(command: string, args: readonly string[], options: RunOptions = {}): Promise<number> {
  const child = spawn(command, args, {
    stdio: "inherit",
    env: { ...process.env, ...QUIET, ...options.environment },
    ...(options.signal ? { signal: options.signal } : {}),
    // On Windows commands of node_modules/.bin are scripts of its shell.
    shell: process.platform === "win32",
  });
  return new Promise((resolve) => {
    child.on("error", (error) => {
      if (error.name === "AbortError") return;
      console.error(`${command}: ${error.message}`);
      resolve(1);
    });
    child.on("close", (code) => resolve(code ?? 1));
  });
}
