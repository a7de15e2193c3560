import { maskedCrc32c } from "./crc32c.ts";
import { doubleField, floatField, messageField, textField, wholeField } from "./protobuf.ts";

/** Numbers of one moment of a training. */
export interface ScalarEvent {
  /** seconds since 1970 */
  wallTime: number;
  /** the horizontal axis: a whole number from 0 */
  step: number;
  /** by tag, as "loss/train"; what stands before "/" groups charts */
  scalars: Readonly<Record<string, number>>;
}

/**
 * The name that TensorBoard knows an event file by; it reads the files of a folder in the order of their names.
 *
 * @param wallTime  when the file begins, in seconds since 1970
 * @param hostname  of the machine that writes
 * @param count     tells files of one second apart
 */
export function eventFileName(wallTime: number, hostname: string, count = 0): string {
  return `events.out.tfevents.${String(Math.floor(wallTime)).padStart(10, "0")}.${hostname}.${count}`;
}

/**
 * The bytes that an event file begins with: its version, and the start of a session. Of a session that is not a folder's
 * first one, TensorBoard leaves out what earlier files hold from `step` on, so that a training resumed there shows each
 * step once.
 */
export function eventFileStart({ wallTime, step }: Pick<ScalarEvent, "wallTime" | "step">): Uint8Array<ArrayBuffer> {
  const version = record([...doubleField(EVENT.wallTime, wallTime), ...textField(EVENT.fileVersion, "brain.Event:2")]);
  const session = messageField(EVENT.sessionLog, wholeField(SESSION_LOG.status, SESSION_START));
  const start = record([...moment(wallTime, step), ...session]);
  return Uint8Array.of(...version, ...start);
}

/** The bytes of one event, to be put behind what an event file holds; scalars are kept as float32. */
export function scalarEvent({ wallTime, step, scalars }: ScalarEvent): Uint8Array<ArrayBuffer> {
  const values = Object.entries(scalars).flatMap(([tag, value]) =>
    messageField(SUMMARY.value, [...textField(VALUE.tag, tag), ...floatField(VALUE.simpleValue, value)]),
  );
  return record([...moment(wallTime, step), ...messageField(EVENT.summary, values)]);
}

// Field numbers of TensorFlow's event.proto and summary.proto.
const EVENT = { wallTime: 1, step: 2, fileVersion: 3, summary: 5, sessionLog: 7 } as const;
const SESSION_LOG = { status: 1 } as const;
const SESSION_START = 1;
const SUMMARY = { value: 1 } as const;
const VALUE = { tag: 1, simpleValue: 2 } as const;

/** Protocol buffers leave out a number that is 0. */
const moment = (wallTime: number, step: number): number[] => [
  ...doubleField(EVENT.wallTime, wallTime),
  ...(step === 0 ? [] : wholeField(EVENT.step, step)),
];

/** A TFRecord, little-endian: u64 length of the message, its masked CRC-32C as u32, the message, its masked CRC-32C. */
function record(message: readonly number[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(8 + 4 + message.length + 4);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, message.length, true);
  view.setUint32(8, maskedCrc32c(bytes.subarray(0, 8)), true);
  bytes.set(message, 12);
  view.setUint32(12 + message.length, maskedCrc32c(bytes.subarray(12, 12 + message.length)), true);
  return bytes;
}
