import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { isEventFile } from "./fingerprints.ts";

/** An event as a file holds it. */
interface Event {
  wallTime: number;
  step: number;
  fileVersion: string;
  /** whether a session starts here */
  isStart: boolean;
  scalars: Record<string, number>;
}

/** The values of a field: numbers of varints, bytes of all else. */
type Field = number | Uint8Array;

/** A message's fields by number, as the wire format has them. */
function fieldsOf(message: Uint8Array): Map<number, Field[]> {
  const fields = new Map<number, Field[]>();
  let at = 0;
  const varint = (): number => {
    const byte = message[at++];
    return byte < 128 ? byte : byte - 128 + 128 * varint();
  };
  const bytes = (length: number): Uint8Array => {
    at += length;
    return message.slice(at - length, at);
  };
  while (at < message.length) {
    const tag = varint();
    const value = [() => varint(), () => bytes(8), () => bytes(varint()), null, null, () => bytes(4)][tag % 8]!();
    fields.set(tag >> 3, [...(fields.get(tag >> 3) ?? []), value]);
  }
  return fields;
}

const view = (bytes: Field) => new DataView((bytes as Uint8Array).buffer);
const text = (bytes: Field | undefined) => new TextDecoder().decode(bytes as Uint8Array | undefined);

function eventOf(message: Uint8Array): Event {
  const fields = fieldsOf(message);
  const values = (fields.get(5) ?? []).flatMap((summary) => fieldsOf(summary as Uint8Array).get(1) ?? []);
  return {
    wallTime: view(fields.get(1)![0]).getFloat64(0, true),
    step: (fields.get(2)?.[0] as number | undefined) ?? 0,
    fileVersion: text(fields.get(3)?.[0]),
    isStart: (fields.get(7) ?? []).some((log) => fieldsOf(log as Uint8Array).get(1)?.[0] === 1),
    scalars: Object.fromEntries(
      values.map((value) => {
        const one = fieldsOf(value as Uint8Array);
        return [text(one.get(1)?.[0]), view(one.get(2)![0]).getFloat32(0, true)];
      }),
    ),
  };
}

/** The events of a file; half an event at its end is left out. */
export function eventsOf(content: Uint8Array): Event[] {
  // A copy whose parts are copies, as those of a Buffer are not.
  const file = new Uint8Array(content);
  const events: Event[] = [];
  let at = 0;
  while (at + 12 <= file.length) {
    const length = new DataView(file.buffer).getUint32(at, true);
    if (at + 16 + length > file.length) break;
    events.push(eventOf(file.slice(at + 12, at + 12 + length)));
    at += 16 + length;
  }
  return events;
}

export async function eventFiles(folder: string): Promise<string[]> {
  return (await readdir(folder))
    .filter(isEventFile)
    .sort()
    .map((name) => join(folder, name));
}

/** What TensorBoard shows of a folder: by tag, [step, value]; the start of a later session takes away what it does again. */
export async function chartsOf(folder: string): Promise<Record<string, [number, number][]>> {
  let charts: Record<string, [number, number][]> = {};
  let nStarts = 0;
  for (const path of await eventFiles(folder)) {
    for (const { step, isStart, scalars } of eventsOf(await readFile(path))) {
      if (isStart && nStarts++ > 0) {
        const before = Object.entries(charts).map(([tag, points]) => [tag, points.filter(([at]) => at < step)]);
        charts = Object.fromEntries(before);
      }
      for (const [tag, value] of Object.entries(scalars)) {
        charts[tag] ??= [];
        charts[tag].push([step, value]);
      }
    }
  }
  return charts;
}
