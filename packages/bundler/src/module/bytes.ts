// Without atob, which a page's audio thread does not have.

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** The bytes that hexadecimal digits stand for. */
export function bytesOfHex(text: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(text.length / 2);
  for (let i = 0; i < bytes.length; i++) bytes[i] = Number.parseInt(text.slice(2 * i, 2 * i + 2), 16);
  return bytes;
}

/** The bytes that a base64 text stands for, whose padding, if it has any, is left out. */
export function bytesOfBase64(text: string): Uint8Array<ArrayBuffer> {
  const values = new Uint8Array(128);
  for (let i = 0; i < 64; i++) values[DIGITS.charCodeAt(i)] = i;
  const bytes = new Uint8Array((text.length * 3) >> 2);
  let bits = 0;
  for (let i = 0, at = 0; i < text.length; i++) {
    bits = (bits << 6) | values[text.charCodeAt(i)];
    const left = (3 - (i & 3)) * 2; // bits that are not yet a byte's: 6, 4, 2, 0
    if (i & 3) bytes[at++] = bits >> left;
  }
  return bytes;
}
