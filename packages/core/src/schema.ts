import * as v from "valibot";

/** A validator of plain JSON data. */
export type Schema<T> = v.GenericSchema<unknown, T>;

/** A whole number from low to high. */
export function whole(low: number, high: number): Schema<number> {
  const rule = `expected a whole number from ${low} to ${high}`;
  return v.pipe(
    v.number(rule),
    v.check((value) => Number.isInteger(value) && value >= low && value <= high, rule),
  );
}

/** A number from low to high, both included. */
export function between(low: number, high: number): Schema<number> {
  const rule = `expected a number from ${low} to ${high}`;
  return v.pipe(
    v.number(rule),
    v.check((value) => value >= low && value <= high, rule),
  );
}

/** A finite number above 0. */
export function positive(): Schema<number> {
  const rule = "expected a number above 0";
  return v.pipe(
    v.number(rule),
    v.check((value) => value > 0 && value < Number.POSITIVE_INFINITY, rule),
  );
}

/** One of the given values. */
export function oneOf<const T extends string | number>(values: readonly T[]): Schema<T> {
  const rule = `expected ${values.map((value) => JSON.stringify(value)).join(" or ")}`;
  return v.custom<T>((value) => values.includes(value as T), rule) as Schema<T>;
}

export function truth(): Schema<boolean> {
  return v.boolean("expected true or false");
}

export function text(): Schema<string> {
  return v.string("expected a text");
}

/** Two whole numbers from low to high: along time, then along frequency. */
export function pair(low: number, high: number): Schema<[number, number]> {
  return v.strictTuple([whole(low, high), whole(low, high)], "expected two whole numbers [time, frequency]");
}

/**
 * Returns `value` with the type that `schema` proves.
 *
 * @param name  what the message calls the value: "recipe"
 * @throws RangeError that names the first wrong field: `recipe.nFrames is 0, expected a whole number from 1 to 10000`
 */
export function validated<T>(schema: Schema<T>, value: unknown, name: string): T {
  // Of a hostile list, the first of half a million wrong entries is enough.
  const result = v.safeParse(schema, value, { abortEarly: true });
  if (result.success) return result.output;

  const issue = result.issues[0];
  const path = [name, ...(issue.path ?? []).map(({ key }) => String(key))].join(".");
  // of a field that should not be there, valibot's input is the name
  const found = issue.expected === "never" ? issue.path?.at(-1)?.value : issue.input;
  throw new RangeError(`${path} is ${shown(found)}, ${ruleOf(issue)}`);
}

function ruleOf(issue: v.BaseIssue<unknown>): string {
  if (issue.message.startsWith("expected")) return issue.message;
  if (issue.expected === "never") return "expected no field of this name";
  if (issue.received === "undefined") return "expected a value";
  return `expected ${issue.expected}`;
}

function shown(value: unknown): string {
  if (typeof value === "number" || value === undefined) return String(value);
  const json = JSON.stringify(value) ?? String(value);
  return json.length > 60 ? `${json.slice(0, 57)}...` : json;
}
