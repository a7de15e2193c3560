import { readdir, readFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, sep } from "node:path";
import { headersOf } from "./headers.ts";

export interface ServeOptions {
  /** of the built app */
  folder: string;
  /** 0: any that is free */
  port: number;
  /** "localhost", or an address of this machine that others reach */
  host: string;
}

export interface AppServer {
  /** of the page */
  url: string;
  /** Ends it, and all connections. */
  close(): Promise<void>;
}

/** A port that another program listens on. */
export class PortTakenError extends Error {
  override readonly name = "PortTakenError";

  constructor(port: number) {
    super(`port is ${port}, expected a free one: another program listens there; 0 takes any that is free`);
  }
}

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};

/**
 * Serves the files of a folder as they are when it starts, and nothing else: a request can only name one of them.
 *
 * @throws PortTakenError; Error if the folder is missing, or the host is no address of this machine
 */
export async function serveApp({ folder, port, host }: ServeOptions): Promise<AppServer> {
  const files = await filesOf(folder);
  const server = createServer((request, response) => {
    if (request.method !== "GET" && request.method !== "HEAD") {
      response.writeHead(405, { Allow: "GET, HEAD" }).end();
      return;
    }
    const path = (request.url ?? "/").slice(1).replace(/[?#].*/s, "");
    const name = path === "" ? "index.html" : path;
    const bytes = files.get(name);
    if (!bytes) {
      response.writeHead(404, { ...headersOf(name), "Content-Type": "text/plain" }).end("no such file\n");
      return;
    }
    const type = TYPES[extname(name)] ?? "application/octet-stream";
    response.writeHead(200, { ...headersOf(name), "Content-Type": type, "Content-Length": bytes.length });
    response.end(request.method === "HEAD" ? undefined : bytes);
  });
  await listening(server, port, host);
  const { port: taken } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${taken}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** All files of a folder by their names from it, with slashes. */
async function filesOf(folder: string): Promise<Map<string, Buffer>> {
  const names = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = names.filter((entry) => entry.isFile()).map((entry) => `${entry.parentPath}/${entry.name}`);
  const start = folder.endsWith("/") ? folder.length : folder.length + 1;
  return new Map(
    await Promise.all(
      files.map(
        async (path) => [path.slice(start).replaceAll(sep, "/").replace(/^\//, ""), await readFile(path)] as const,
      ),
    ),
  );
}

function listening(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error: NodeJS.ErrnoException) =>
      reject(error.code === "EADDRINUSE" ? new PortTakenError(port) : error),
    );
    server.listen(port, host, resolve);
  });
}
