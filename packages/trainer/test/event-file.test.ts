import { describe, expect, it } from "vitest";
import { eventFileName, eventFileStart, type ScalarEvent, scalarEvent } from "../src/index.ts";
import { crc32c } from "../src/tensorboard/crc32c.ts";
import golden from "./golden/events.json" with { type: "json" };

const hexOf = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

/** Cuts a file of TFRecords into its messages, by the lengths alone. */
function messagesOf(bytes: Uint8Array): Uint8Array[] {
  const view = new DataView(bytes.buffer);
  const messages: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; ) {
    const length = Number(view.getBigUint64(at, true));
    messages.push(bytes.slice(at + 12, at + 12 + length));
    at += 16 + length;
  }
  return messages;
}

describe("an event file", () => {
  it("has the bytes that Google's protobuf runtime gives", () => {
    const scalars = golden.scalars as unknown as ScalarEvent[];
    expect([eventFileStart(golden.start), ...scalars.map(scalarEvent)].map(hexOf).join("")).toBe(golden.hex);
  });

  it("frames each event by its length, so that one behind the other is a file", () => {
    const one = scalarEvent({ wallTime: 1, step: 2, scalars: { a: 3 } });
    const two = scalarEvent({ wallTime: 1, step: 2, scalars: {} });
    expect(messagesOf(Uint8Array.of(...one, ...two)).map(({ length }) => length)).toEqual([23, 13]);
  });

  it("leaves out a step of 0 and keeps a scalar of 0, as the wire format has it", () => {
    const [message] = messagesOf(scalarEvent({ wallTime: 0, step: 0, scalars: { a: 0 } }));
    // wall_time, then summary { value { tag "a", simple_value 0 } }.
    expect(hexOf(message)).toBe("09000000000000000" + "02a0a0a080a01611500000000");
  });

  it("is named so that TensorBoard finds it, and later files come behind", () => {
    expect(eventFileName(1_700_000_000.9, "host")).toBe("events.out.tfevents.1700000000.host.0");
    const names = [eventFileName(1e9 - 1, "b"), eventFileName(1e9, "a"), eventFileName(1e9, "a", 1)];
    expect([...names].sort()).toEqual(names);
  });
});

describe("crc32c", () => {
  // RFC 3720, section B.4, and the check value of the Rocksoft catalogue.
  const cases: [string, Uint8Array, number][] = [
    ["no byte", new Uint8Array(0), 0],
    ["32 zeros", new Uint8Array(32), 0x8a9136aa],
    ["32 bytes of ones", new Uint8Array(32).fill(0xff), 0x62a8ab43],
    ["0 to 31", Uint8Array.from({ length: 32 }, (_, i) => i), 0x46dd794e],
    ["31 to 0", Uint8Array.from({ length: 32 }, (_, i) => 31 - i), 0x113fdb5c],
    ["123456789", new TextEncoder().encode("123456789"), 0xe3069283],
  ];
  it.each(cases)("of %s", (_, bytes, crc) => {
    expect(crc32c(bytes)).toBe(crc);
  });
});
