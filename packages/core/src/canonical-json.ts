/**
 * JSON without spaces and with each object's keys in one order, so that equal values give equal text.
 *
 * @param value  plain JSON data: no undefined, no cycle, finite numbers
 */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_, part) => {
    if (typeof part !== "object" || part === null || Array.isArray(part)) return part;
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
