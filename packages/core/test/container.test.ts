import {
  ContainerError,
  type ContainerFormat,
  type ContainerHeader,
  type ContainerPlace,
  decodeBundle,
  decodeContainer,
  encodeBundle,
  encodeContainer,
} from "@undertone/core";
import { expect, it } from "vitest";
import { smallBundle } from "./bundles.ts";

class ShelfError extends ContainerError {
  override readonly name = "ShelfError";

  constructor(reason: string, place?: ContainerPlace) {
    super("shelf", reason, place);
  }
}

const format: ContainerFormat = {
  kind: "shelf",
  magic: "SHELFBOX",
  version: 3,
  maxHeaderLength: 64,
  Refusal: ShelfError,
};
const header: ContainerHeader = { tensors: [{ name: "a", shape: [3] }] };
const tensors = new Map([["a", Float32Array.of(1, -0, Number.NaN)]]);
const decode = (bytes: Uint8Array, kind = format) =>
  decodeContainer(bytes, kind, { header: (value) => value as ContainerHeader, content: (_, values) => values });

it("a container gives its tensors back bit by bit", () => {
  const [values] = decode(encodeContainer(format, header, tensors)).values();
  expect([...new Uint8Array(values.buffer)]).toEqual([...new Uint8Array(tensors.get("a")!.buffer)]);
});

it("a container of another kind or version is refused by its own error", () => {
  const bytes = encodeContainer(format, header, tensors);
  expect(() => decodeBundle(bytes, "x")).toThrow("x: is not an Undertone bundle (at byte 0)");
  expect(() => decode(encodeBundle(smallBundle()))).toThrow(
    new ShelfError("is not an Undertone shelf", { byteOffset: 0 }),
  );
  expect(() => decode(bytes, { ...format, version: 4 })).toThrow("shelf: format version is 3, expected 4 (at byte 8)");
  expect(() => decode(bytes, { ...format, maxHeaderLength: 8 })).toThrow(
    "shelf: header length is 38, expected at most 8 (at byte 12)",
  );
});

it("a container without a tensor that its header lists is not written, nor one with a long header", () => {
  expect(() => encodeContainer(format, header, new Map())).toThrow("tensor a is missing, expected [3]");
  expect(() => encodeContainer({ ...format, maxHeaderLength: 8 }, header, tensors)).toThrow(
    "header has 38 bytes, expected at most 8",
  );
});
