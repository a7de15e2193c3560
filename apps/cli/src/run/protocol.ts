import { isLeakyLabel } from "@undertone/corpus";

/**
 * What is written of a run or a fold: itself, or under the label of a leaky protocol, so that the way to each number leads
 * through it: `{ "leaky (copies of test clips were trained on)": { ... } }`.
 */
export function underLabel<T extends { protocolLabel: string }>(report: T): T | Record<string, T> {
  const { protocolLabel } = report;
  return isLeakyLabel(protocolLabel) ? { [protocolLabel]: report } : report;
}

/** What `underLabel` was given, from the JSON of what it gave. */
export function fromUnderLabel<T>(json: T | Record<string, T>): T {
  const [first] = Object.entries(json ?? {});
  return first && isLeakyLabel(first[0]) ? (first[1] as T) : (json as T);
}
