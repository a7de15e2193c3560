import type { WindowResult } from "../recognizer/services.ts";

/** The window drawn at a time: the first that ends then or later. Undefined where none has been recognized yet. */
export function windowAt(windows: readonly WindowResult[], time: number): WindowResult | undefined {
  return windows.find(({ end }) => end >= time - 1e-6);
}
