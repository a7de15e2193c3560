/** The bytes that a base64 text stands for; `atob` is in Node, pages and workers alike. */
export function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}
