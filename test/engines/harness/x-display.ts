import { spawn } from "node:child_process";
import { once } from "node:events";
import type { Readable } from "node:stream";

/**
 * Does `work` while an X server without a screen runs, on the first free display.
 *
 * @param work  gets the display's name, ":99"
 * @throws Error if Xvfb does not start
 */
export async function onDisplay<T>(signal: AbortSignal, work: (display: string) => Promise<T>): Promise<T> {
  const args = ["-displayfd", "3", "-nolisten", "tcp", "-screen", "0", "800x600x24"];
  const server = spawn("Xvfb", args, { detached: true, stdio: ["ignore", "ignore", "ignore", "pipe"] });
  const ended = new Promise<void>((resolve) => {
    server.on("error", () => resolve());
    server.on("exit", () => resolve());
  });
  try {
    const number = await Promise.race([
      once(server.stdio[3] as Readable, "data", { signal }).then(([digits]) => String(digits).trim()),
      ended,
    ]);
    if (!number) throw new Error("Xvfb did not start");
    return await work(`:${number}`);
  } finally {
    server.kill();
    await ended;
  }
}
