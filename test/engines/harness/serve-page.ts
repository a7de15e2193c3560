import { readdirSync, readFileSync } from "node:fs";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import type { Errand } from "../engines/engine.ts";
import type { Report } from "../jobs/run-jobs.ts";

/** As strict as a page may be that trains: no inline script, no eval, no request but to its own server. */
const POLICY = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self'";
const PAGE =
  '<!doctype html><html lang="en"><title>Engines</title><script type="module" src="page.mjs"></script></html>';
const TYPES: Readonly<Record<string, string>> = { mjs: "text/javascript", wasm: "application/wasm" };

/** Serves the page that runs an errand's jobs, to this machine only; what it posts goes to `receive`. */
export async function servePage({
  bundle,
  jobs,
  epochs,
  receive,
}: Errand): Promise<{ address: string; close(): void }> {
  const files = new Map(readdirSync(bundle).map((name) => [`/${name}`, readFileSync(join(bundle, name))]));
  const answer = (response: ServerResponse, status: number, type: string, body: string | Uint8Array) =>
    response.writeHead(status, { "content-type": type, "content-security-policy": POLICY }).end(body);

  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url!, "http://localhost");
    if (request.method === "POST" && pathname === "/report") {
      const chunks: Uint8Array[] = [];
      request.on("data", (chunk) => chunks.push(chunk));
      request.on("end", () => {
        answer(response, 204, "text/plain", "");
        receive(JSON.parse(Buffer.concat(chunks).toString()) as Report);
      });
      return;
    }
    const file = files.get(pathname);
    if (pathname === "/") answer(response, 200, "text/html", PAGE);
    else if (file) answer(response, 200, TYPES[pathname.split(".").at(-1)!], file);
    else answer(response, 404, "text/plain", "not found");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    // By name: the browser tests' Chromium resolves no other host.
    address: `http://localhost:${port}/?jobs=${jobs.join(",")}&epochs=${epochs}`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
