// https://webassembly.github.io/spec/core/binary/modules.html
const HEADER_LENGTH = 8;
const CUSTOM_SECTION = 0;
const MEMORY_SECTION = 5;
const DATA_SECTION = 11;
const DATA_COUNT_SECTION = 12;
const PAGE = 65_536;

interface Section {
  id: number;
  content: Uint8Array;
}

/**
 * A Wasm module with one more data segment, and a memory that is large enough for it from the start.
 *
 * @param wasm     a module of one memory, without maximum, and some data
 * @param address  of the segment in the memory
 */
export function withData(wasm: Uint8Array, address: number, data: Uint8Array): Uint8Array<ArrayBuffer> {
  const sections = sectionsOf(wasm).map(({ id, content }): Section => {
    switch (id) {
      case MEMORY_SECTION:
        return { id, content: memoryOf(content, Math.ceil((address + data.length) / PAGE)) };
      case DATA_COUNT_SECTION:
        return { id, content: unsigned(readUnsigned(content, 0).value + 1) };
      case DATA_SECTION:
        return { id, content: withSegment(content, address, data) };
      default:
        return { id, content };
    }
  });
  const parts = sections.flatMap(({ id, content }) => [Uint8Array.of(id), unsigned(content.length), content]);
  return joined([wasm.subarray(0, HEADER_LENGTH), ...parts]);
}

/** A Wasm module with one more custom section, at its end. */
export function withCustomSection(wasm: Uint8Array, name: string, content: Uint8Array): Uint8Array<ArrayBuffer> {
  const utf8 = new TextEncoder().encode(name);
  const length = unsigned(unsigned(utf8.length).length + utf8.length + content.length);
  return joined([wasm, Uint8Array.of(CUSTOM_SECTION), length, unsigned(utf8.length), utf8, content]);
}

/** What the first custom section of this name holds; null: there is none. */
export function customSection(wasm: Uint8Array, name: string): Uint8Array | null {
  for (const { id, content } of sectionsOf(wasm)) {
    if (id !== CUSTOM_SECTION) continue;
    const { value, next } = readUnsigned(content, 0);
    if (new TextDecoder().decode(content.subarray(next, next + value)) === name) return content.subarray(next + value);
  }
  return null;
}

/** The sections of a valid module. */
export function sectionsOf(wasm: Uint8Array): Section[] {
  const sections: Section[] = [];
  for (let at = HEADER_LENGTH; at < wasm.length; ) {
    const { value, next } = readUnsigned(wasm, at + 1);
    sections.push({ id: wasm[at], content: wasm.subarray(next, next + value) });
    at = next + value;
  }
  return sections;
}

/** One memory of at least so many pages, without maximum: flags 0, then the least. */
function memoryOf(content: Uint8Array, pages: number): Uint8Array {
  const [count, flags] = content;
  if (count !== 1 || flags !== 0) throw new Error(`memory has count ${count} and flags ${flags}, expected 1 and 0`);
  const { value } = readUnsigned(content, 2);
  return joined([Uint8Array.of(1, 0), unsigned(Math.max(value, pages))]);
}

/** An active segment of memory 0: flags 0, i32.const address, end, bytes. */
function withSegment(content: Uint8Array, address: number, data: Uint8Array): Uint8Array {
  const { value, next } = readUnsigned(content, 0);
  const offset = joined([Uint8Array.of(0, 0x41), signed(address), Uint8Array.of(0x0b)]);
  return joined([unsigned(value + 1), content.subarray(next), offset, unsigned(data.length), data]);
}

/** LEB128, unsigned. */
function unsigned(value: number): Uint8Array {
  const bytes: number[] = [];
  for (let left = value; ; left = Math.floor(left / 128)) {
    if (left < 128) return Uint8Array.of(...bytes, left);
    bytes.push((left % 128) | 128);
  }
}

/** LEB128, signed, of a number not below 0: bit 6 of the last byte is its sign. */
function signed(value: number): Uint8Array {
  const bytes: number[] = [];
  for (let left = value; ; left = Math.floor(left / 128)) {
    if (left < 64) return Uint8Array.of(...bytes, left);
    bytes.push((left % 128) | 128);
  }
}

function readUnsigned(bytes: Uint8Array, start: number): { value: number; next: number } {
  let value = 0;
  let factor = 1;
  for (let at = start; ; at++, factor *= 128) {
    value += (bytes[at] & 127) * factor;
    if (!(bytes[at] >= 128)) return { value, next: at + 1 };
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
