/** base64 of the bundle's file, put in by vite.config.ts; null if the app was built without one */
declare const __BUNDLE__: string | null;

/**
 * The bundle that is there from the start. This is the only place that says where it comes from.
 *
 * @returns  a bundle file's bytes; null: the page begins by asking for one
 */
export function defaultBundle(): Uint8Array | null {
  if (__BUNDLE__ === null) return null;
  return Uint8Array.from(atob(__BUNDLE__), (character) => character.charCodeAt(0));
}
