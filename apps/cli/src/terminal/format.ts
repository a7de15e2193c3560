/** A share from 0 to 1 as "67.3 %". */
export function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}

/** "0:42", "12:05", "1:02:03"; "-:--" where the time is not known. */
export function clock(seconds: number): string {
  if (!Number.isFinite(seconds)) return "-:--";
  const whole = Math.round(seconds);
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  const padded = (value: number) => String(value).padStart(2, "0");
  return hours > 0 ? `${hours}:${padded(minutes)}:${padded(whole % 60)}` : `${minutes}:${padded(whole % 60)}`;
}

/** "37.2 kB" of 1000 bytes each. */
export function fileSize(byteLength: number): string {
  if (byteLength < 1000) return counted(byteLength, "byte");
  return byteLength < 1e6 ? `${(byteLength / 1000).toFixed(1)} kB` : `${(byteLength / 1e6).toFixed(1)} MB`;
}

/** "1 file", "3 files", "0 utterances". */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** A number with three digits that count: "0.123", "12.3", "1234". */
export function digits(value: number): string {
  return value >= 100 ? value.toFixed(0) : value.toFixed(value >= 10 ? 1 : value >= 1 ? 2 : 3);
}

/** Text whose control characters, which a terminal would obey, are written out, as "\\x1b"; line feeds stay. */
export function shown(text: string): string {
  return text.replaceAll(/[^\P{Cc}\n]/gu, (control) => `\\x${control.charCodeAt(0).toString(16).padStart(2, "0")}`);
}

/** `shown` on one line: a file's name may hold line feeds. */
const oneLine = (name: string): string => shown(name).replaceAll("\n", "\\x0a");

/**
 * Rows of cells as columns two blanks apart, without blanks at the ends of lines.
 *
 * @param alignment  "l" or "r" for each column, as "lrr"; the last one holds for all that follow
 */
export function table(cells: readonly (readonly string[])[], alignment: string): string {
  const rows = cells.map((row) => row.map(oneLine));
  const nColumns = Math.max(...rows.map((row) => row.length));
  const widths = Array.from({ length: nColumns }, (_, c) => Math.max(...rows.map((row) => row[c]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, c) =>
          (alignment[c] ?? alignment.at(-1)) === "r" ? cell.padStart(widths[c]) : cell.padEnd(widths[c]),
        )
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

/** The first lines of a long list, each indented, and how many more there are. */
export function listed(lines: readonly string[], limit = 10): string {
  const more = lines.length - limit;
  const shown = lines.slice(0, limit).map((line) => `  ${oneLine(line)}`);
  return [...shown, ...(more > 0 ? [`  and ${more} more`] : [])].join("\n");
}
