/** A share from 0 to 1 as "67.3 %". */
export const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** "1 file", "3 files". */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? "" : "s"}`;

/** "0:04.2", "12:05.0": minutes, seconds and their tenths. */
export function clock(seconds: number): string {
  const tenths = Math.round(10 * seconds);
  const [minutes, rest] = [Math.floor(tenths / 600), (tenths % 600) / 10];
  return `${minutes}:${rest.toFixed(1).padStart(4, "0")}`;
}

/** "1.44 s", "12.3 s", "3 min 5 s". */
export function duration(seconds: number): string {
  if (seconds < 59.95) return `${seconds.toFixed(seconds < 10 ? 2 : 1)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

/** "37.2 kB" of 1000 bytes each. */
export function fileSize(byteLength: number): string {
  if (byteLength < 1000) return counted(byteLength, "byte");
  return byteLength < 1e6 ? `${(byteLength / 1000).toFixed(1)} kB` : `${(byteLength / 1e6).toFixed(1)} MB`;
}

/** "16 kHz", "44.1 kHz". */
export const hertz = (sampleRate: number): string => `${Number((sampleRate / 1000).toFixed(3))} kHz`;
