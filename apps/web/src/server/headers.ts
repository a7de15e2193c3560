/**
 * What the page may do: run its own scripts and Wasm, show what it made itself, and speak to nobody. Playback and downloads
 * are blob URLs of the page.
 */
export const PAGE_POLICY: string = policy("connect-src 'none'");

/** What a worker may do that fetches the app's own files, as the service worker does. */
const FETCHING_POLICY = policy("connect-src 'self'");

/** The headers of every answer but those of `FETCHING_FILES`. */
export const HEADERS: Record<string, string> = headers(PAGE_POLICY);

/**
 * Scripts that fetch the app's own files: the service worker, to keep them for when there is no server, and the training
 * worker, for tfjs's Wasm file.
 */
const FETCHING_FILES: readonly RegExp[] = [/^service-worker\.js$/, /^assets\/training\.worker-[\w-]+\.js$/];

/** The headers of a file of the app. @param name  from the app's folder: "index.html", "assets/index-x.js" */
export function headersOf(name: string): Record<string, string> {
  const hashed = name.startsWith("assets/");
  return {
    ...(FETCHING_FILES.some((pattern) => pattern.test(name)) ? headers(FETCHING_POLICY) : HEADERS),
    "Cache-Control": hashed ? "public, max-age=31536000, immutable" : "no-cache",
  };
}

function policy(connections: string): string {
  return [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    "worker-src 'self'",
    "img-src 'self' blob: data:",
    "media-src blob:",
    connections,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

function headers(contentSecurityPolicy: string): Record<string, string> {
  return {
    "Content-Security-Policy": contentSecurityPolicy,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "microphone=(self), camera=(), geolocation=()",
  };
}
