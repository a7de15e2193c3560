import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type AppServer, serveApp } from "@undertone/web/server";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

describe("the server", () => {
  let folder: string;
  let server: AppServer;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "undertone-server-"));
    await mkdir(join(folder, "app/assets"), { recursive: true });
    await writeFile(join(folder, "app/index.html"), "<p>app</p>");
    await writeFile(join(folder, "app/service-worker.js"), "1");
    await writeFile(join(folder, "app/assets/index-x.js"), "2");
    await writeFile(join(folder, "secret.txt"), "secret");
    server = await serveApp({ folder: join(folder, "app"), port: 0, host: "localhost" });
  });
  afterAll(async () => {
    await server.close();
    await rm(folder, { recursive: true });
  });

  it("gives the page and its files, with their types and headers", async () => {
    const page = await fetch(server.url);
    expect(await page.text()).toBe("<p>app</p>");
    expect(Object.fromEntries(page.headers)).toMatchObject({
      "content-type": "text/html; charset=utf-8",
      "content-security-policy":
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; worker-src 'self'; img-src 'self' blob: data:; media-src blob:; connect-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "cache-control": "no-cache",
    });
    expect(page.headers.has("cross-origin-opener-policy")).toBe(false);
    expect(page.headers.has("cross-origin-embedder-policy")).toBe(false);

    const script = await fetch(`${server.url}assets/index-x.js?v=1`);
    expect(script.headers.get("content-type")).toBe("text/javascript; charset=utf-8");
    expect(script.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    expect(script.headers.get("content-security-policy")).toContain("connect-src 'none'");
  });

  it("lets the service worker, and nothing else, fetch the app's own files", async () => {
    const { headers } = await fetch(`${server.url}service-worker.js`);
    expect(headers.get("content-security-policy")).toContain("connect-src 'self'");
  });

  it.each(["/../secret.txt", "/%2e%2e/secret.txt", "//secret.txt", "/assets", "/nothing.js"])(
    "does not have %s",
    async (path) => {
      // Not by fetch, which would take the dots away.
      const { port } = new URL(server.url);
      const status = await new Promise<number | undefined>((resolve, reject) =>
        request({ host: "localhost", port, path }, (response) => resolve(response.resume().statusCode))
          .on("error", reject)
          .end(),
      );
      expect(status).toBe(404);
    },
  );

  it("only gives", async () => {
    expect((await fetch(server.url, { method: "POST" })).status).toBe(405);
    const head = await fetch(server.url, { method: "HEAD" });
    expect([head.status, head.headers.get("content-length")]).toEqual([200, "10"]);
  });

  it("says that a port is taken", async () => {
    const port = Number(new URL(server.url).port);
    await expect(serveApp({ folder: join(folder, "app"), port, host: "localhost" })).rejects.toThrow(
      `port is ${port}, expected a free one: another program listens there; 0 takes any that is free`,
    );
  });
});
