/**
 * Lets a service worker keep the app for when its server is gone, when the page has come to rest. Where there is none, as in a
 * private window or without a secure context, the page works all the same while the server does.
 */
export function keepForOffline(): void {
  if (!("serviceWorker" in navigator) || import.meta.env.DEV) return;
  const register = () => {
    navigator.serviceWorker.register("./service-worker.js").catch((error: unknown) => {
      console.warn(`not kept for offline use: ${String(error)}`);
    });
  };
  if (document.readyState === "complete") register();
  else addEventListener("load", register, { once: true });
}
