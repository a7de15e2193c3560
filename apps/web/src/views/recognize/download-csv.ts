import { indexOfLargest } from "../../components/probability-bars.tsx";
import { saveFile } from "../../files/save-file.ts";
import type { Item } from "./queue.ts";

/** Saves what was recognized as a table: path, label, then each label's probability; the reason of files that could not be. */
export function downloadCsv(items: readonly Item[], labels: readonly string[]): void {
  saveFile("undertone.csv", csvOf(items, labels), "text/csv");
}

/** RFC 4180, with a line feed behind each row. */
export function csvOf(items: readonly Item[], labels: readonly string[]): string {
  const rows = items.map(({ path, status }) => {
    if (status.kind !== "done") {
      const reason = status.kind === "failed" ? status.reason : "not recognized yet";
      return [path, "", "", ...labels.map(() => ""), reason];
    }
    const { probabilities, seconds, warnings } = status.result;
    return [path, labels[indexOfLargest(probabilities)], seconds, ...probabilities, warnings.join("; ")];
  });
  return [["path", "label", "seconds", ...labels, "notes"], ...rows]
    .map((row) => `${row.map((cell) => quoted(String(cell))).join(",")}\n`)
    .join("");
}

const quoted = (cell: string) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
