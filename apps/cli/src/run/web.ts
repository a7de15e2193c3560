import { existsSync } from "node:fs";
import { join } from "node:path";
import { appFolder, PortTakenError, serveApp } from "@undertone/web/server";
import { CommandError } from "../errors.ts";
import type { Terminal } from "../terminal/terminal.ts";

/** `undertone web`: serves until the signal. */
export async function web(
  { port, host }: { port: number; host: string },
  signal: AbortSignal,
  terminal: Terminal,
): Promise<void> {
  const folder = appFolder();
  if (!existsSync(join(folder, "index.html"))) {
    throw new CommandError(`${folder}: has no app, expected one: npm run build makes it`);
  }
  const server = await serveApp({ folder, port, host }).catch((error: NodeJS.ErrnoException) => {
    if (error instanceof PortTakenError) throw new CommandError(error.message);
    if (error.syscall !== "listen" && error.syscall !== "getaddrinfo") throw error;
    throw new CommandError(`host is ${host}, expected an address of this machine (${error.code})`);
  });
  terminal.print(
    `Undertone is at ${server.url}\nCtrl-C ends it. Only this machine reaches localhost; nothing leaves it.`,
  );
  terminal.result({ url: server.url });
  await new Promise<void>((resolve) => {
    if (signal.aborted) return resolve();
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
  await server.close();
}
