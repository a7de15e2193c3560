import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { writeWav } from "@undertone/audio";
import { syntheticCorpus } from "@undertone/corpus";
import { appFolder } from "@undertone/web/server";

/** What a browser's page told of itself. */
export type SmokeReport =
  | { probabilities: number[]; weightsSha256: string; notices: string[]; wrongs: string[] }
  | { failure: string; wrongs: string[] };

const TYPES: Readonly<Record<string, string>> = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};

/** The app's own, with what the script that drives it needs: it reads recordings, and tells. */
const POLICY =
  "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; worker-src 'self'; img-src 'self' blob: data:; media-src blob:; connect-src 'self'";

/** Serves the built app with a script that drives it, to this machine only; what that posts goes to `receive`. */
export async function serveSmoke(receive: (report: SmokeReport) => void): Promise<{ address: string; close(): void }> {
  const app = appFolder();
  const voices = new Map(
    Array.from(syntheticCorpus({ nSpeakers: 4, utterancesPerClass: 1, seed: 3 }), ({ utterance, waveform }) => [
      utterance.path,
      writeWav(waveform),
    ]),
  );
  const page = readFileSync(join(app, "index.html"), "utf8")
    .replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, "")
    .replace("<head>", '<head><script type="module" src="./smoke/smoke.mjs"></script>');
  const made = new Map<string, string | Uint8Array>([
    ["/", page],
    ["/smoke/smoke.mjs", readFileSync(fileURLToPath(new URL("smoke.mjs", import.meta.url)))],
    ["/smoke/voices.json", JSON.stringify([...voices.keys()])],
    ...Array.from(voices, ([name, wav]) => [`/smoke/${name}`, wav] as const),
  ]);

  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url!, "http://localhost");
    if (request.method === "POST") {
      const chunks: Uint8Array[] = [];
      for await (const chunk of request) chunks.push(chunk);
      response.writeHead(204).end();
      return receive(JSON.parse(Buffer.concat(chunks).toString()) as SmokeReport);
    }
    const body = made.get(pathname) ?? (await readFile(join(app, pathname)).catch(() => null));
    if (body === null) return void response.writeHead(404).end();
    const type = TYPES[pathname === "/" ? ".html" : extname(pathname)] ?? "application/octet-stream";
    response.writeHead(200, { "content-type": type, "content-security-policy": POLICY }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://localhost:${port}/`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
