/**
 * Keeps the app's files, so that the page works without its server. The page itself is asked of the server first, so that a
 * newer one is seen at once; every other file has a hash in its name and is what it was. Whatever is not the app's, as when
 * another program is served at this address later, is left alone.
 */
declare const __PRECACHE__: string[];
declare const __VERSION__: string;

/** What is used here of a ServiceWorkerGlobalScope, which the types of a page do not know. */
interface ServiceWorkerScope {
  location: Location;
  clients: { claim(): Promise<void> };
  addEventListener(
    type: "install" | "activate",
    listen: (event: { waitUntil(done: Promise<unknown>): void }) => void,
  ): void;
  addEventListener(
    type: "fetch",
    listen: (event: { request: Request; respondWith(response: Promise<Response>): void }) => void,
  ): void;
}

const worker = globalThis as unknown as ServiceWorkerScope;
const CACHE = `undertone-${__VERSION__}`;
const FILES = new Set(__PRECACHE__.map((name) => new URL(name, worker.location.href).href));
const PAGE = new URL("./", worker.location.href).href;

worker.addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll([...FILES])));
});

worker.addEventListener("activate", (event) => {
  event.waitUntil(forgetOthers().then(() => worker.clients.claim()));
});

worker.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = request.url.replace(/[?#].*/s, "");
  if (request.mode === "navigate" && url === PAGE) event.respondWith(fetch(request).catch(() => kept(PAGE)));
  else if (request.method === "GET" && FILES.has(url)) event.respondWith(kept(url));
});

async function kept(url: string): Promise<Response> {
  return (await (await caches.open(CACHE)).match(url)) ?? fetch(url);
}

async function forgetOthers(): Promise<void> {
  const names = await caches.keys();
  const others = names.filter((name) => name.startsWith("undertone-") && name !== CACHE);
  await Promise.all(others.map((name) => caches.delete(name)));
}
