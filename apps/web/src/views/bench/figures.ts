/** Three digits: "9.42 ms", "128 ms", "1.30 s". */
export function milliseconds(value: number): string {
  return value < 1000
    ? `${value < 100 ? value.toPrecision(3) : value.toFixed(0)} ms`
    : `${(value / 1000).toFixed(2)} s`;
}

/** Three digits, thousands apart: "1 230", "85.1". */
export function grouped(value: number): string {
  if (value < 100) return value.toPrecision(3);
  const rounded = value < 1000 ? Math.round(value) : Number(value.toPrecision(3));
  return String(rounded).replace(/\B(?=(\d{3})+$)/g, "\u202f");
}
